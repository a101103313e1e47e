package io.telltale.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.pluginhost.CapturePlan;
import io.telltale.spi.CaptureSpec;
import io.telltale.spi.HookSite;
import io.telltale.spi.ModelSpec;
import io.telltale.spi.PositionSelector;
import io.telltale.spi.Precision;
import io.telltale.spi.TokenSpan;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GenerationCaptureTest {

    private static final HookSite RESIDUAL = HookSite.parse("blocks.0.hook_resid_post");
    private static final HookSite HEADS = HookSite.parse("blocks.1.attn.hook_z");
    private static final ModelSpec MODEL =
            new ModelSpec("model", "digest", "LlamaForCausalLM", 2, 1024, 2048, 4096, 100, 8192);

    /** 3,072 values of two bytes a position. */
    private static final CapturePlan EVERYTHING = plan(PositionSelector.ALL);

    @Test
    void countsTheBytesOfEverySiteAtItsWidth() {
        var capture = new GenerationCapture(EVERYTHING, MODEL, 100);

        assertThat(capture.bytes(new TokenSpan(0, 100))).isEqualTo(100 * 3072 * 2);
    }

    @Test
    void countsOnlyThePositionsThatAreAskedFor() {
        var capture = new GenerationCapture(plan(PositionSelector.ANSWER), MODEL, 100);

        assertThat(capture.bytes(new TokenSpan(0, 100))).isEqualTo(3072 * 2);
    }

    @Test
    void dividesAStepWhoseValuesDoNotFitIntoOneEvent() {
        int positions = 6000; // 15 MiB hold 2,560.
        var capture = new GenerationCapture(EVERYTHING, MODEL, positions);

        assertThat(capture.events(new TokenSpan(0, 2560))).containsExactly(new TokenSpan(0, 2560));
        assertThat(capture.events(new TokenSpan(0, positions)))
                .containsExactly(new TokenSpan(0, 2560), new TokenSpan(2560, 5120), new TokenSpan(5120, 6000));
        assertThat(capture.everyStep().sites()).containsOnlyKeys(RESIDUAL, HEADS);
    }

    @Test
    void makesOneEventOfALongPromptOfWhichOnlyTheEndIsCaptured() {
        var capture = new GenerationCapture(plan(PositionSelector.ANSWER), MODEL, 100_000);

        assertThat(capture.events(new TokenSpan(0, 100_000))).containsExactly(new TokenSpan(0, 100_000));
    }

    @Test
    void makesNoEventWhereOnePositionIsTooLarge() {
        ModelSpec wide = new ModelSpec("model", "digest", "LlamaForCausalLM", 2, 1 << 23, 2048, 4096, 100, 8192);
        var capture = new GenerationCapture(plan(PositionSelector.ANSWER), wide, 100);

        assertThat(capture.events(new TokenSpan(0, 100))).isEmpty();
        assertThat(capture.events(TokenSpan.at(100))).isEmpty();
    }

    private static CapturePlan plan(PositionSelector positions) {
        return CapturePlan.union(List.of(new CaptureSpec(Set.of(RESIDUAL, HEADS), positions, Precision.FLOAT16)));
    }
}
