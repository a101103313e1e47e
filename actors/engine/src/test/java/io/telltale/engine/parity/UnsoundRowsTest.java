package io.telltale.engine.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.engine.ComputePrecision;
import io.telltale.engine.EngineOptions;
import io.telltale.engine.Golden;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.shard.ScheduledIntervention;
import io.telltale.engine.shard.ShardOutput.LogitsOutput;
import io.telltale.engine.shard.ShardStep;
import io.telltale.spi.Addition;
import io.telltale.spi.Direction;
import io.telltale.spi.FloatMatrix;
import io.telltale.spi.HookPoint;
import io.telltale.spi.HookSite;
import io.telltale.spi.InterventionWindow;
import io.telltale.spi.TokenIds;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A sequence whose activations are no numbers any more harms itself alone, and shows it. */
class UnsoundRowsTest {

    private static final ParityFamily FAMILY = ParityFamily.named("llama3");

    /** Rounding a row to eight bits beside a neighbour and alone differs by as much as eight bits do. */
    private static final double INT8_TOLERANCE = 0.1;

    private static final double TOLERANCE = 0.02;

    @ParameterizedTest
    @EnumSource
    void leaveTheirNeighboursAsTheyAre(ComputePrecision precision) {
        TokenIds prompt = FAMILY.prompt();
        var options = EngineOptions.DEFAULTS.withPrecision(precision);
        try (var model = ShardChain.load(Checkpoint.open(FAMILY.folder()), 1, options)) {
            FloatMatrix alone = model.open(2, prompt).append(prompt);
            ShardStep unsound = model.open(0, prompt).step(prompt, beyondNumbers());
            ShardStep sound = model.open(1, prompt).step(prompt, List.of());

            var outputs = model.run(List.of(unsound, sound));

            assertThat(((LogitsOutput) outputs.get(0)).logits().areComparable()).isFalse();
            double largest = ParityAssertions.largest(alone);
            double tolerance = precision == ComputePrecision.INT8 ? INT8_TOLERANCE : TOLERANCE;
            Golden.assertClose(
                    ShardChain.scores(outputs.get(1)), alone, tolerance * largest, "scores beside an unsound row");
        }
    }

    @ParameterizedTest
    @EnumSource
    void showInTheirOwnScoresWhenTheyRunAlone(ComputePrecision precision) {
        TokenIds token = TokenIds.of(3);
        var options = EngineOptions.DEFAULTS.withPrecision(precision);
        try (var model = ShardChain.load(Checkpoint.open(FAMILY.folder()), 1, options)) {

            var output = model.run(List.of(model.open(0, token).step(token, beyondNumbers())));

            assertThat(((LogitsOutput) output.getFirst()).logits().areComparable())
                    .isFalse();
        }
    }

    @Test
    void aTextThatBecomesLongerThanItWasOpenedForIsRefusedWhereThatMatters() {
        var family = ParityFamily.named("phi4-mini");
        TokenIds longPrompt = family.longPrompt();
        try (var model = family.load()) {
            var sequence = model.open(0, TokenIds.of(1));

            assertThatThrownBy(() -> sequence.append(longPrompt))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("positions, beyond the 64 of a short text");
        }
    }

    /** Twice the largest number there is. */
    private static List<ScheduledIntervention> beyondNumbers() {
        float[] values = new float[Checkpoint.open(FAMILY.folder()).spec().width()];
        Arrays.fill(values, 1);
        var addition = new Addition(new HookSite(0, HookPoint.RESID_PRE), Direction.of(values), Double.MAX_VALUE);
        return List.of(new ScheduledIntervention(addition, new InterventionWindow(0, Integer.MAX_VALUE)));
    }
}
