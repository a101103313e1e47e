package io.telltale.engine.decoder;

import static io.telltale.engine.Golden.TOLERANCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.engine.ComputePrecision;
import io.telltale.engine.EngineException;
import io.telltale.engine.EngineOptions;
import io.telltale.engine.Golden;
import io.telltale.engine.LayerRange;
import io.telltale.engine.ShardPlan;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.checkpoint.CheckpointFolder;
import io.telltale.engine.safetensors.SafetensorsFile;
import io.telltale.engine.sampling.SamplingParameters;
import io.telltale.engine.shard.Shard;
import io.telltale.spi.FloatMatrix;
import io.telltale.spi.HookSite;
import io.telltale.spi.TokenIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecoderModelTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void goesOnGreedilyAsTransformersDoes(Golden golden) {
        TokenIds expected =
                golden.greedy().slice(golden.prompt().size(), golden.greedy().size());
        for (int shards = 1; shards <= 3; shards++) {
            try (var model = DecoderModel.open(
                    Checkpoint.open(golden.folder()), ShardPlan.even(3, shards), EngineOptions.DEFAULTS)) {

                Generation generation = model.generate(
                        GenerationRequest.greedy(golden.prompt(), expected.size()), TokenListener.SILENT);

                // Past the first capacity of the cache, so that its growth is part of what is compared.
                assertThat(golden.greedy().size()).isGreaterThan(64);
                assertThat(generation.tokenIds()).isEqualTo(expected);
                assertThat(generation.topLogits().getFirst().id()).isEqualTo(expected.at(0));
                assertThat(generation.endReason()).isEqualTo(EndReason.LENGTH);
            }
        }
    }

    @Test
    void computesWithWeightsStoredInHalfPrecision() {
        SafetensorsFile golden = SafetensorsFile.open(Golden.resource("llama-half/golden.safetensors"));

        assertLastLogits(Golden.resource("llama-half"), golden);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gelu", "relu"})
    void computesWithTheOtherNonLinearitiesOfGpt2(String activation) throws IOException {
        CheckpointFolder.copyOf(Golden.GPT2, folder).config(config -> config.put("activation_function", activation));

        assertLastLogits(
                folder, SafetensorsFile.open(Golden.GPT2.folder().resolve("golden-" + activation + ".safetensors")));
    }

    @ParameterizedTest
    @EnumSource
    void computesTheSameFromSeveralFilesUnderAnIndex(Golden golden) throws IOException {
        CheckpointFolder.copyOf(golden, folder).divide(3);

        assertSameLogits(golden);
    }

    @Test
    void readsGpt2WeightsWithoutTheirPrefix() throws IOException {
        CheckpointFolder.copyOf(Golden.GPT2, folder).rename(name -> name.replace("transformer.", ""));

        assertSameLogits(Golden.GPT2);
    }

    @Test
    void readsWeightsThatLieAtOddAddresses() throws IOException {
        CheckpointFolder.copyOf(Golden.LLAMA, folder).misalign();

        assertSameLogits(Golden.LLAMA);
    }

    @Test
    void refusesWeightsThatWereReplacedAfterTheyWereChecked() throws IOException {
        CheckpointFolder.copyOf(Golden.LLAMA, folder);
        var checkpoint = Checkpoint.open(folder);
        Files.write(folder.resolve("model.safetensors"), new byte[100]);

        assertThatThrownBy(() -> DecoderModel.open(checkpoint))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("has changed since the checkpoint was opened");
    }

    @Test
    void staysUsableWhenOneOfItsShardsCannotOpenASequence() {
        var checkpoint = Checkpoint.open(Golden.LLAMA.folder());
        var first = Shard.load(checkpoint, new LayerRange(0, 1), EngineOptions.DEFAULTS);
        var second = Shard.load(checkpoint, new LayerRange(1, 3), EngineOptions.DEFAULTS);
        try (var model = new DecoderModel(checkpoint, List.of(first, second))) {
            second.open(DecoderModel.SEQUENCE);

            assertThatThrownBy(() -> model.nextLogits(TokenIds.of(1))).isInstanceOf(IllegalStateException.class);

            assertThatCode(() -> model.nextLogits(TokenIds.of(1))).doesNotThrowAnyException();
        }
    }

    @Test
    void endsAtAStopStringAndKeepsItOutOfText() {
        try (var model = DecoderModel.open(Checkpoint.open(Golden.LLAMA.folder()))) {
            TokenIds prompt = Golden.LLAMA.prompt();
            String whole = model.generate(GenerationRequest.greedy(prompt, 40), TokenListener.SILENT)
                    .text();
            String stop = whole.substring(whole.length() / 2, whole.length() / 2 + 2);
            List<String> shown = new ArrayList<>();

            Generation generation = model.generate(
                    new GenerationRequest(prompt, SamplingParameters.GREEDY, 40, List.of(stop), List.of()),
                    collecting(shown));

            assertThat(generation.text()).isEqualTo(whole.substring(0, whole.indexOf(stop)));
            assertThat(generation.endReason()).isEqualTo(EndReason.STOP);
            assertThat(String.join("", shown)).isEqualTo(generation.text());
        }
    }

    @Test
    void endsWhereTheModelEndsItsAnswer() throws IOException {
        int end = Golden.LLAMA.greedy().at(Golden.LLAMA.prompt().size() + 5);
        CheckpointFolder.copyOf(Golden.LLAMA, folder)
                .write("generation_config.json", "{\"eos_token_id\": [" + end + "]}");
        try (var model = DecoderModel.open(Checkpoint.open(folder))) {

            Generation generation =
                    model.generate(GenerationRequest.greedy(Golden.LLAMA.prompt(), 40), TokenListener.SILENT);

            assertThat(generation.endReason()).isEqualTo(EndReason.STOP);
            assertThat(generation.tokenIds().size()).isLessThanOrEqualTo(5);
            assertThat(generation.tokenIds().stream()).doesNotContain(end);
        }
    }

    @Test
    void endsWhereTheContextIsFull() {
        var options = new EngineOptions(ComputePrecision.FLOAT32, 10);
        TokenIds prompt = Golden.LLAMA.prompt();
        try (var model = DecoderModel.open(Checkpoint.open(Golden.LLAMA.folder()), ShardPlan.even(3, 2), options)) {

            Generation generation = model.generate(GenerationRequest.greedy(prompt, 40), TokenListener.SILENT);

            // Ten positions are computed; the last of them still names a token that has no position.
            assertThat(generation.tokenIds().size()).isEqualTo(10 - prompt.size() + 1);
            assertThat(generation.endReason()).isEqualTo(EndReason.LENGTH);
        }
    }

    @Test
    void drawsTheSameTokensFromTheSameSeed() {
        try (var model = DecoderModel.open(Checkpoint.open(Golden.GPT2.folder()))) {
            assertThat(sampled(model, 1)).isEqualTo(sampled(model, 1)).isNotEqualTo(sampled(model, 2));
        }
    }

    @Test
    void namesTheSiteThatTheModelLacks() {
        try (var model = DecoderModel.open(Checkpoint.open(Golden.LLAMA.folder()))) {
            var site = HookSite.parse("blocks.99.hook_resid_post");

            assertThatThrownBy(() -> model.activations(TokenIds.of(1), Set.of(site)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("unknown site blocks.99.hook_resid_post: the model has layers 0..2");
        }
    }

    @Test
    void readsActivationsOfAWholePrompt() {
        try (var model = DecoderModel.open(
                Checkpoint.open(Golden.GPT2.folder()), ShardPlan.even(3, 3), EngineOptions.DEFAULTS)) {

            Map<HookSite, FloatMatrix> activations =
                    model.activations(Golden.GPT2.prompt(), Set.copyOf(Golden.GPT2.sites()));

            assertThat(activations).hasSize(26);
            activations.forEach((site, values) ->
                    Golden.assertClose(values, Golden.GPT2.matrix(site.toString()), TOLERANCE, site.toString()));
        }
    }

    @Test
    void refusesRequestsThatMeanNothing() {
        try (var model = DecoderModel.open(Checkpoint.open(Golden.GPT2.folder()))) {
            var stopping = new GenerationRequest(TokenIds.of(1), SamplingParameters.GREEDY, 1, List.of("x"), List.of());

            assertThatThrownBy(() -> GenerationRequest.greedy(TokenIds.of(), 1))
                    .hasMessageContaining("prompt is empty");
            assertThatThrownBy(() -> GenerationRequest.greedy(TokenIds.of(1), 0))
                    .hasMessageContaining("not 0");
            assertThatThrownBy(() -> model.generate(stopping, TokenListener.SILENT))
                    .hasMessageContaining("holds no tokenizer.json");
            assertThatThrownBy(() -> DecoderModel.open(model.checkpoint(), ShardPlan.single(2), EngineOptions.DEFAULTS))
                    .hasMessage("the shard plan covers 2 layers, but the model has 3");
        }
    }

    private static List<Integer> sampled(DecoderModel model, long seed) {
        var sampling = new SamplingParameters(1, 0.95, seed);
        var request = new GenerationRequest(TokenIds.of(1, 2), sampling, 20, List.of(), List.of());
        return model.generate(request, TokenListener.SILENT).tokenIds().stream()
                .boxed()
                .toList();
    }

    private static TokenListener collecting(List<String> shown) {
        return new TokenListener() {
            @Override
            public void onToken(int id, String text) {
                shown.add(text);
            }

            @Override
            public void onEnd(String text) {
                shown.add(text);
            }
        };
    }

    private static void assertLastLogits(Path checkpoint, SafetensorsFile golden) {
        try (var model = DecoderModel.open(Checkpoint.open(checkpoint))) {
            float[] logits = model.nextLogits(Golden.LLAMA.prompt()).toArray();

            FloatMatrix expected = golden.read("logits");
            Golden.assertClose(
                    FloatMatrix.owning(1, logits.length, logits),
                    expected.rows(expected.rows() - 1, expected.rows()),
                    TOLERANCE,
                    "logits");
        }
    }

    private void assertSameLogits(Golden golden) {
        try (var rewritten = DecoderModel.open(Checkpoint.open(folder));
                var original = DecoderModel.open(Checkpoint.open(golden.folder()))) {
            assertThat(rewritten.nextLogits(golden.prompt())).isEqualTo(original.nextLogits(golden.prompt()));
        }
    }
}
