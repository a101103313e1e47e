package io.telltale.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.engine.shard.ShardCapture;
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
    void capturesNothingOfAStepThatIsTooLargeAndGoesOnAfterIt() {
        int tooMany = 2561; // 15 MiB hold 2,560 positions.
        var capture = new GenerationCapture(EVERYTHING, MODEL, tooMany);

        assertThat(capture.of(new TokenSpan(0, tooMany))).isEqualTo(ShardCapture.NONE);
        assertThat(capture.of(new TokenSpan(0, tooMany - 1)).sites()).containsOnlyKeys(RESIDUAL, HEADS);
        assertThat(capture.of(TokenSpan.at(tooMany)).sites()).containsOnlyKeys(RESIDUAL, HEADS);
    }

    private static CapturePlan plan(PositionSelector positions) {
        return CapturePlan.union(List.of(new CaptureSpec(Set.of(RESIDUAL, HEADS), positions, Precision.FLOAT16)));
    }
}
