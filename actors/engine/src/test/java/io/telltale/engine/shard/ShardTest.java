package io.telltale.engine.shard;

import static io.telltale.engine.shard.ShardSteps.decode;
import static io.telltale.engine.shard.ShardSteps.prefill;
import static io.telltale.engine.shard.ShardSteps.sequence;
import static io.telltale.engine.shard.ShardSteps.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.engine.ComputePrecision;
import io.telltale.engine.EngineException;
import io.telltale.engine.EngineException.Code;
import io.telltale.engine.EngineOptions;
import io.telltale.engine.Golden;
import io.telltale.engine.LayerRange;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.checkpoint.CheckpointFolder;
import io.telltale.engine.sampling.Logits;
import io.telltale.engine.shard.ShardInput.Residual;
import io.telltale.engine.shard.ShardInput.Tokens;
import io.telltale.spi.Addition;
import io.telltale.spi.Direction;
import io.telltale.spi.FloatMatrix;
import io.telltale.spi.HookPoint;
import io.telltale.spi.HookSite;
import io.telltale.spi.InterventionWindow;
import io.telltale.spi.StopGeneration;
import io.telltale.spi.TokenIds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardTest {

    private static final Checkpoint CHECKPOINT = Checkpoint.open(Golden.LLAMA.folder());
    private static final InterventionWindow ALWAYS = new InterventionWindow(0, InterventionWindow.END_OF_SEQUENCE);
    private static final TokenIds TOKENS = TokenIds.of(1, 2, 3);

    private final Shard shard = whole(Golden.LLAMA);

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        shard.close();
    }

    @Test
    void refusesAStepThatDoesNotBeginWhereTheSequenceEnds() {
        prefill(shard, sequence(0), TOKENS);

        assertThatThrownBy(() -> shard.run(ShardStep.plain(sequence(0), 4, new Tokens(TOKENS))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the step of sequence golden/0 begins at position 4, but the sequence holds 3 positions");
    }

    @Test
    void refusesASequenceThatIsNotOpen() {
        assertThatThrownBy(() -> shard.run(ShardStep.plain(sequence(7), 0, new Tokens(TOKENS))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("sequence golden/7 is not open");
        assertThatThrownBy(() -> shard.truncate(sequence(7), 0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesToOpenASequenceTwiceAndForgetsAReleasedOne() {
        shard.open(sequence(0));
        assertThatThrownBy(() -> shard.open(sequence(0))).hasMessage("sequence golden/0 is open already");

        shard.release(sequence(0));
        shard.release(sequence(0));

        shard.open(sequence(0));
        assertThat(shard.length(sequence(0))).isZero();
    }

    @Test
    void refusesTokensOutsideTheVocabulary() {
        shard.open(sequence(0));

        for (int token : new int[] {288, -1}) {
            assertThatThrownBy(() -> shard.run(ShardStep.plain(sequence(0), 0, new Tokens(TokenIds.of(1, token)))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("token " + token + " is outside the vocabulary of 288");
        }
    }

    @Test
    void refusesAnEmptyStep() {
        assertThatThrownBy(() -> ShardStep.plain(sequence(0), 0, new Tokens(TokenIds.of())))
                .hasMessageContaining("needs at least one position");
    }

    @Test
    void refusesTheInputOfAnotherShard() {
        try (var last = Shard.load(CHECKPOINT, new LayerRange(1, 3), EngineOptions.DEFAULTS)) {
            last.open(sequence(0));
            shard.open(sequence(0));
            var residual = new Residual(FloatMatrix.owning(1, 15, new float[15]));

            assertThatThrownBy(() -> last.run(ShardStep.plain(sequence(0), 0, new Tokens(TOKENS))))
                    .hasMessage("the shard of layers [1, 3) takes a residual stream");
            assertThatThrownBy(() -> last.run(ShardStep.plain(sequence(0), 0, residual)))
                    .hasMessage("a residual stream of width 15 does not fit a model of width 16");
            assertThatThrownBy(() -> shard.run(ShardStep.plain(sequence(0), 0, residual)))
                    .hasMessage("the shard of layers [0, 3) takes token ids");
        }
    }

    @Test
    void refusesLayersThatTheModelLacks() {
        assertThatThrownBy(() -> Shard.load(CHECKPOINT, new LayerRange(2, 4), EngineOptions.DEFAULTS))
                .hasMessage("layers [2, 4) do not exist: the model has [0, 3)");
    }

    @Test
    void refusesASiteThatTheModelLacksAndADirectionThatDoesNotFit() {
        shard.open(sequence(0));
        var unknown =
                ShardCapture.of(List.of(HookSite.parse("blocks.99.hook_resid_post")), ShardCapture.EVERY_POSITION);
        var narrow = new Addition(new HookSite(0, HookPoint.MLP_POST), Direction.of(new float[] {1, 2}), 1);

        assertThatThrownBy(() -> shard.run(new ShardStep(sequence(0), 0, new Tokens(TOKENS), unknown, List.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown site blocks.99.hook_resid_post: the model has layers 0..2");
        assertThatThrownBy(() -> shard.run(steered(new ScheduledIntervention(narrow, ALWAYS))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a direction of width 2 does not fit blocks.0.mlp.hook_post of width 24");
        assertThat(shard.length(sequence(0))).isZero();
    }

    @Test
    void passesOverAStopWhichChangesNoActivation() {
        Logits plain = prefill(shard, sequence(1), TOKENS);
        shard.open(sequence(0));

        var stop = new ScheduledIntervention(new StopGeneration("enough"), ALWAYS);

        assertThat(ShardSteps.logits(shard.run(steered(stop)))).isEqualTo(plain);
    }

    @Test
    void passesOverSitesOfOtherShards() {
        try (var last = Shard.load(CHECKPOINT, new LayerRange(1, 3), EngineOptions.DEFAULTS)) {
            last.open(sequence(0));
            var plan = ShardCapture.of(
                    List.of(
                            HookSite.of(HookPoint.EMBED),
                            new HookSite(0, HookPoint.RESID_POST),
                            new HookSite(1, HookPoint.RESID_PRE)),
                    ShardCapture.EVERY_POSITION);
            var input = new Residual(FloatMatrix.owning(1, 16, new float[16]));

            ShardOutput output = last.run(new ShardStep(sequence(0), 0, input, plan, List.of()));

            assertThat(output.captured()).containsOnlyKeys(new HookSite(1, HookPoint.RESID_PRE));
        }
    }

    @Test
    void appliesInterventionsAtOneSiteInTheirOrder() {
        var site = new HookSite(2, HookPoint.RESID_POST);
        Direction direction = Golden.LLAMA.direction(16);
        var addition = new ScheduledIntervention(new Addition(site, direction, 3.5), ALWAYS);
        var ablation = new ScheduledIntervention(new io.telltale.spi.Ablation(site, direction), ALWAYS);

        // Adding along a direction and removing it leaves nothing of it; removing it first leaves what was added.
        assertThat(along(site, direction, addition, ablation)).isBetween(-1e-5, 1e-5);
        assertThat(along(site, direction, ablation, addition)).isBetween(3.5 - 1e-5, 3.5 + 1e-5);
    }

    private double along(HookSite site, Direction direction, ScheduledIntervention... interventions) {
        shard.open(sequence(0));
        var plan = ShardCapture.of(List.of(site), ShardCapture.EVERY_POSITION);
        var output = shard.run(new ShardStep(sequence(0), 0, new Tokens(TOKENS), plan, List.of(interventions)));
        shard.release(sequence(0));
        return output.at(site).dot(2, direction);
    }

    @Test
    void saysSoWhenTheContextIsFullAndStaysUsable() {
        try (var small = Shard.load(CHECKPOINT, new LayerRange(0, 3), new EngineOptions(ComputePrecision.FLOAT32, 4))) {
            prefill(small, sequence(0), TOKENS);
            Logits last = decode(small, sequence(0), 4);

            assertThatThrownBy(() -> decode(small, sequence(0), 5))
                    .isInstanceOfSatisfying(
                            EngineException.class,
                            failed -> assertThat(failed.code()).isEqualTo(Code.CONTEXT_FULL))
                    .hasMessage("sequence golden/0 is full: 5 positions do not fit the limit of 4");

            small.truncate(sequence(0), 3);
            assertThat(decode(small, sequence(0), 4)).isEqualTo(last);
        }
    }

    @Test
    void holdsNoMoreThanTheModelsOwnContext() {
        assertThat(shard.contextLimit()).isEqualTo(160);
    }

    @Test
    void takesNoRoomForAContextBeforeItIsUsed() throws IOException {
        CheckpointFolder.copyOf(Golden.LLAMA, folder)
                .config(config -> config.put("max_position_embeddings", Integer.MAX_VALUE));
        var endless = Checkpoint.open(folder);
        Logits expected = prefill(shard, sequence(0), TOKENS);

        try (var unlimited = Shard.load(endless, new LayerRange(0, 3), EngineOptions.DEFAULTS)) {
            assertThat(prefill(unlimited, sequence(0), TOKENS)).isEqualTo(expected);
        }
    }

    @Test
    void computesTheSameAfterManyStepsOfOtherLengths() {
        Logits expected = prefill(shard, sequence(0), TOKENS);
        for (int length = 1; length <= 70; length++) {
            prefill(shard, sequence(length), TokenIds.of(new int[length]));
            decode(shard, sequence(length), 1 + length);
        }

        Logits again = prefill(shard, sequence(1000), TOKENS);

        assertThat(again).isEqualTo(expected);
    }

    @Test
    void refusesToKeepMorePositionsThanThereAre() {
        prefill(shard, sequence(0), TOKENS);

        assertThatThrownBy(() -> shard.truncate(sequence(0), 4))
                .hasMessage("sequence golden/0 holds 3 positions, it cannot keep 4");
    }

    @Test
    void computesTheSameOnWhicheverThreadRunsIt() throws Exception {
        Logits here = prefill(shard, sequence(0), TOKENS);
        try (var executor = Executors.newSingleThreadExecutor()) {

            Logits there =
                    executor.submit(() -> prefill(shard, sequence(1), TOKENS)).get();

            assertThat(there).isEqualTo(here);
        }
    }

    private static ShardStep steered(ScheduledIntervention intervention) {
        return new ShardStep(sequence(0), 0, new Tokens(TOKENS), ShardCapture.NONE, List.of(intervention));
    }
}
