package io.telltale.engine.shard;

import static io.telltale.engine.Golden.TOLERANCE;
import static io.telltale.engine.Golden.assertClose;
import static io.telltale.engine.shard.ShardSteps.decode;
import static io.telltale.engine.shard.ShardSteps.logits;
import static io.telltale.engine.shard.ShardSteps.prefill;
import static io.telltale.engine.shard.ShardSteps.sequence;
import static io.telltale.engine.shard.ShardSteps.whole;
import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.engine.ComputePrecision;
import io.telltale.engine.EngineOptions;
import io.telltale.engine.Golden;
import io.telltale.engine.LayerRange;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.sampling.Logits;
import io.telltale.engine.shard.ShardInput.Residual;
import io.telltale.engine.shard.ShardInput.Tokens;
import io.telltale.engine.shard.ShardOutput.LogitsOutput;
import io.telltale.engine.shard.ShardOutput.ResidualOutput;
import io.telltale.spi.Ablation;
import io.telltale.spi.Addition;
import io.telltale.spi.Direction;
import io.telltale.spi.FloatMatrix;
import io.telltale.spi.HookPoint;
import io.telltale.spi.HookSite;
import io.telltale.spi.Intervention;
import io.telltale.spi.InterventionWindow;
import io.telltale.spi.SequenceId;
import io.telltale.spi.TokenIds;
import io.telltale.spi.TokenSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both architectures against what Hugging Face transformers computes with the same weights. */
class ShardGoldenTest {

    private static final HookSite FINAL = HookSite.of(HookPoint.FINAL_NORMALIZED);
    private static final int SPLIT = 1;

    /** Rows and strength of the golden interventions. */
    private static final InterventionWindow WINDOW = new InterventionWindow(2, 5);

    private static final double STRENGTH = 3.5;

    @ParameterizedTest
    @EnumSource
    void prefillGivesTheGoldenLogits(Golden golden) {
        try (var shard = whole(golden)) {

            Logits logits = prefill(shard, sequence(0), golden.prompt());

            assertClose(row(logits), lastRow(golden.logits()), TOLERANCE, "logits");
        }
    }

    @ParameterizedTest
    @EnumSource
    void decodingTokenByTokenGivesTheGoldenLogitsOfEveryPosition(Golden golden) {
        try (var shard = whole(golden)) {
            shard.open(sequence(0));
            for (int position = 0; position < golden.prompt().size(); position++) {

                Logits logits = decode(shard, sequence(0), golden.prompt().at(position));

                FloatMatrix expected = golden.logits().rows(position, position + 1);
                assertClose(row(logits), expected, TOLERANCE, "logits after position " + position);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPromptInPartsGivesTheGoldenLogits(Golden golden) {
        TokenIds prompt = golden.prompt();
        try (var shard = whole(golden)) {
            prefill(shard, sequence(0), prompt.slice(0, 3));

            var step = ShardStep.plain(sequence(0), 3, new Tokens(prompt.slice(3, prompt.size())));

            assertClose(row(logits(shard.run(step))), lastRow(golden.logits()), TOLERANCE, "logits");
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyHookSiteShowsTheGoldenActivations(Golden golden) {
        List<HookSite> sites = golden.sites();
        try (var shard = whole(golden)) {

            Map<HookSite, FloatMatrix> captured = capture(shard, golden, ShardCapture.EVERY_POSITION, sites);

            assertThat(sites).hasSize(2 + 8 * 3);
            assertThat(captured.keySet()).containsExactlyInAnyOrderElementsOf(sites);
            captured.forEach((site, values) ->
                    assertClose(values, golden.matrix(site.toString()), TOLERANCE, "activations at " + site));
        }
    }

    @ParameterizedTest
    @EnumSource
    void capturesThePositionsThatWereAskedForAlone(Golden golden) {
        List<HookSite> sites = golden.sites();
        try (var shard = whole(golden)) {

            Map<HookSite, FloatMatrix> captured = capture(shard, golden, new TokenSpan(3, 100), sites);

            captured.forEach((site, values) -> assertClose(
                    values, golden.matrix(site.toString()).rows(3, 7), TOLERANCE, "activations at " + site));
        }
    }

    @ParameterizedTest
    @EnumSource
    void readingEverySiteLeavesTheLogitsBitForBit(Golden golden) {
        var every = ShardCapture.of(golden.sites(), ShardCapture.EVERY_POSITION);
        try (var shard = whole(golden)) {
            Logits plain = prefill(shard, sequence(0), golden.prompt());
            shard.open(sequence(1));

            Logits read =
                    logits(shard.run(new ShardStep(sequence(1), 0, new Tokens(golden.prompt()), every, List.of())));

            assertThat(read).isEqualTo(plain);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAdditionAtAnySiteChangesTheRestOfThePassAsInTransformers(Golden golden) {
        try (var shard = whole(golden)) {
            for (HookSite site : golden.sites()) {

                FloatMatrix actual = finalAfter(shard, golden, new Addition(site, direction(golden, site), STRENGTH));

                assertClose(actual, golden.matrix("addition@" + site), TOLERANCE, "addition at " + site);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAblationAtAnySiteChangesTheRestOfThePassAsInTransformers(Golden golden) {
        try (var shard = whole(golden)) {
            for (HookSite site : golden.sites()) {

                FloatMatrix actual = finalAfter(shard, golden, new Ablation(site, direction(golden, site)));

                assertClose(actual, golden.matrix("ablation@" + site), TOLERANCE, "ablation at " + site);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void interventionsHoldOverStepsThatComputeSomeOfTheirPositions(Golden golden) {
        var site = new HookSite(1, HookPoint.RESID_POST);
        var addition = new ScheduledIntervention(new Addition(site, direction(golden, site), STRENGTH), WINDOW);
        var plan = ShardCapture.of(List.of(FINAL), ShardCapture.EVERY_POSITION);
        try (var shard = whole(golden)) {
            shard.open(sequence(0));
            List<Float> seen = new ArrayList<>();
            for (TokenSpan part : List.of(new TokenSpan(0, 3), new TokenSpan(3, 4), new TokenSpan(4, 7))) {

                var tokens = new Tokens(golden.prompt().slice(part.from(), part.until()));
                var output = shard.run(new ShardStep(sequence(0), part.from(), tokens, plan, List.of(addition)));

                for (float value : output.at(FINAL).toArray()) {
                    seen.add(value);
                }
            }
            FloatMatrix expected = golden.matrix("addition@" + site);
            assertClose(matrix(seen, expected.columns()), expected, TOLERANCE, "final residual");
        }
    }

    @ParameterizedTest
    @EnumSource
    void twoShardsComputeBitForBitWhatOneComputes(Golden golden) {
        var checkpoint = Checkpoint.open(golden.folder());
        var plan = ShardCapture.of(golden.sites(), ShardCapture.EVERY_POSITION);
        var steering = new ScheduledIntervention(
                new Addition(new HookSite(2, HookPoint.MLP_OUT), golden.direction(16), STRENGTH), WINDOW);
        try (var one = whole(golden);
                var front = Shard.load(checkpoint, new LayerRange(0, SPLIT), EngineOptions.DEFAULTS);
                var back = Shard.load(checkpoint, new LayerRange(SPLIT, 3), EngineOptions.DEFAULTS)) {
            List.of(one, front, back).forEach(shard -> shard.open(sequence(0)));
            TokenIds next = golden.prompt();
            int position = 0;
            for (int round = 0; round < 20; round++) {
                var step = new ShardStep(sequence(0), position, new Tokens(next), plan, List.of(steering));

                var together = (LogitsOutput) one.run(step);
                var residual = (ResidualOutput) front.run(step);
                var apart = (LogitsOutput) back.run(step.withInput(new Residual(residual.values())));

                Map<HookSite, FloatMatrix> captured = new HashMap<>(residual.captured());
                captured.putAll(apart.captured());
                assertThat(apart.logits()).isEqualTo(together.logits());
                assertThat(captured).isEqualTo(together.captured());
                position = step.until();
                next = TokenIds.of(together.logits().best());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSequenceCutBackGoesOnBitForBitAsIfTheRestHadNeverBeen(Golden golden) {
        try (var shard = whole(golden)) {
            Logits afterPrompt = prefill(shard, sequence(0), golden.prompt());
            Logits first = decode(shard, sequence(0), 5);
            decode(shard, sequence(0), 9);
            decode(shard, sequence(0), 200);

            shard.truncate(sequence(0), golden.prompt().size());

            assertThat(shard.length(sequence(0))).isEqualTo(golden.prompt().size());
            assertThat(decode(shard, sequence(0), 5)).isEqualTo(first).isNotEqualTo(afterPrompt);
        }
    }

    @ParameterizedTest
    @EnumSource
    void sequencesInTurnDoNotDisturbEachOther(Golden golden) {
        try (var shard = whole(golden)) {
            TokenIds greedy = golden.greedy();
            TokenIds other = TokenIds.of(8, 8, 100);
            Logits alone =
                    prefill(shard, sequence(2), other.plus(greedy.slice(0, 40).toArray()));
            prefill(shard, sequence(0), golden.prompt());
            Logits mixed = prefill(shard, sequence(1), other);
            for (int i = 0; i < 40; i++) {

                decode(shard, sequence(0), greedy.at(golden.prompt().size() + i));
                mixed = decode(shard, sequence(1), greedy.at(i));
            }

            // Prefilled at once and token by token; the same function, in other kernels.
            assertClose(row(mixed), row(alone), TOLERANCE, "logits");
        }
    }

    @ParameterizedTest
    @EnumSource
    void bfloat16StaysWithinAFewHundredthsOfTheLogits(Golden golden) {
        var options = EngineOptions.DEFAULTS.withPrecision(ComputePrecision.BFLOAT16);
        var checkpoint = Checkpoint.open(golden.folder());
        try (var shard = Shard.load(checkpoint, new LayerRange(0, 3), options)) {

            Logits prefilled = prefill(shard, sequence(0), golden.prompt());
            Logits decoded = decode(shard, sequence(0), 5);

            // Eight bits of mantissa are 0.4 % a rounding; over three blocks they add up to some percent of the
            // largest.
            FloatMatrix expected = lastRow(golden.logits());
            double bound = 0.05 * Golden.largestDifference(expected, FloatMatrix.owning(1, 288, new float[288]));
            assertClose(row(prefilled), expected, bound, "logits in bfloat16");
            try (var exact = whole(golden)) {
                prefill(exact, sequence(0), golden.prompt());
                assertClose(row(decoded), row(decode(exact, sequence(0), 5)), bound, "decoded logits in bfloat16");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void bfloat16ShowsActivationsAndTakesChangesInFloat32(Golden golden) {
        var options = EngineOptions.DEFAULTS.withPrecision(ComputePrecision.BFLOAT16);
        var site = new HookSite(0, HookPoint.RESID_PRE);
        var direction = golden.direction(16);
        try (var shard = Shard.load(Checkpoint.open(golden.folder()), new LayerRange(0, 3), options)) {
            shard.open(sequence(0));
            var ablation = new ScheduledIntervention(new Ablation(site, direction), WINDOW);
            var plan = ShardCapture.of(List.of(site), ShardCapture.EVERY_POSITION);

            ShardOutput output =
                    shard.run(new ShardStep(sequence(0), 0, new Tokens(golden.prompt()), plan, List.of(ablation)));

            // What is left along the direction is the rounding of values of order 1 to bfloat16, not the dot product's.
            FloatMatrix values = output.at(site);
            assertThat(Math.abs(values.dot(3, direction))).isLessThan(0.01);
            assertThat(Math.abs(values.dot(1, direction))).isGreaterThan(0.05);
        }
    }

    private static FloatMatrix finalAfter(Shard shard, Golden golden, Intervention intervention) {
        var plan = ShardCapture.of(List.of(FINAL), ShardCapture.EVERY_POSITION);
        var scheduled = new ScheduledIntervention(intervention, WINDOW);
        SequenceId sequence = sequence(0);
        shard.open(sequence);
        var step = new ShardStep(sequence, 0, new Tokens(golden.prompt()), plan, List.of(scheduled));
        FloatMatrix values = shard.run(step).at(FINAL);
        shard.release(sequence);
        return values;
    }

    private static Map<HookSite, FloatMatrix> capture(
            Shard shard, Golden golden, TokenSpan positions, List<HookSite> sites) {
        shard.open(sequence(0));
        var plan = ShardCapture.of(sites, positions);
        return shard.run(new ShardStep(sequence(0), 0, new Tokens(golden.prompt()), plan, List.of()))
                .captured();
    }

    private static Direction direction(Golden golden, HookSite site) {
        return golden.direction(golden.matrix(site.toString()).columns());
    }

    private static FloatMatrix row(Logits logits) {
        return FloatMatrix.owning(1, logits.size(), logits.toArray());
    }

    private static FloatMatrix lastRow(FloatMatrix matrix) {
        return matrix.rows(matrix.rows() - 1, matrix.rows());
    }

    private static FloatMatrix matrix(List<Float> values, int columns) {
        float[] array = new float[values.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = values.get(i);
        }
        return FloatMatrix.owning(array.length / columns, columns, array);
    }
}
