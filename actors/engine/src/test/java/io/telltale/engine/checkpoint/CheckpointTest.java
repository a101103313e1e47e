package io.telltale.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.telltale.engine.EngineException;
import io.telltale.engine.EngineException.Code;
import io.telltale.engine.Golden;
import io.telltale.engine.architecture.Arithmetic;
import io.telltale.engine.architecture.Dimensions;
import io.telltale.engine.safetensors.NamedTensor;
import io.telltale.engine.sampling.CandidateFilters;
import io.telltale.engine.sampling.Penalties;
import io.telltale.engine.sampling.SamplingParameters;
import io.telltale.engine.text.ChatMessage;
import io.telltale.spi.FloatMatrix;
import io.telltale.spi.HookPoint;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {

    private static final String WEIGHT = "model.layers.1.self_attn.q_proj.weight";

    @TempDir
    private Path folder;

    @Test
    void knowsTheShapeOfALlama() {
        var checkpoint = Checkpoint.open(Golden.LLAMA.folder());

        assertThat(checkpoint.spec())
                .usingRecursiveComparison()
                .ignoringFields("digest")
                .isEqualTo(new io.telltale.spi.ModelSpec("llama", "", "LlamaForCausalLM", 3, 16, 24, 24, 288, 160));
        assertThat(checkpoint.config().dimensions()).isEqualTo(new Dimensions(3, 16, 4, 2, 6, 24, 288, 160));
        assertThat(checkpoint.config().arithmetic())
                .isEqualTo(new Arithmetic(1e-5, "silu", 1 / Math.sqrt(6), Arithmetic.NO_CAP, Arithmetic.NO_CAP, 1));
        assertThat(checkpoint.config().rotaries())
                .singleElement()
                .extracting(rotary -> rotary.waves().at(0, 2))
                .isEqualTo(1 / (float) Math.pow(5000, 4f / 6));
        assertThat(checkpoint.config().widthAt(HookPoint.ATTN_Z)).isEqualTo(24);
        assertThat(checkpoint.endOfSequenceIds()).containsExactly(2);
    }

    @Test
    void knowsTheShapeOfAGpt2() {
        var checkpoint = Checkpoint.open(Golden.GPT2.folder());

        assertThat(checkpoint.config().dimensions()).isEqualTo(new Dimensions(3, 16, 2, 2, 8, 24, 288, 160));
        assertThat(checkpoint.config().arithmetic().activation()).isEqualTo("gelu_tanh");
        assertThat(checkpoint.config().rotaries()).isEmpty();
        assertThat(checkpoint.tokenizer()).isEmpty();
        assertThat(checkpoint.chatTemplate()).isEmpty();
    }

    @Test
    void namesAModelByItsWeightsAndConfigurationWhereverItLies() throws IOException {
        CheckpointFolder copy = CheckpointFolder.copyOf(Golden.LLAMA, folder);
        String original = Checkpoint.open(Golden.LLAMA.folder()).spec().digest();

        assertThat(original).matches("[0-9a-f]{16}");
        assertThat(digest()).isEqualTo(original);
        NamedTensor weight = copy.tensor(WEIGHT);
        copy.replace(WEIGHT, new NamedTensor(WEIGHT, CheckpointFolder.with(weight.values(), 0.25f), weight.shape()));
        String changedWeight = digest();
        copy.config(config -> config.put("rope_theta", 1));
        assertThat(List.of(original, changedWeight, digest())).doesNotHaveDuplicates();
    }

    @Test
    void rendersTheChatTemplateWithTheTokensOfItsTokenizer() {
        var checkpoint = Checkpoint.open(Golden.LLAMA.folder());
        var messages = List.of(ChatMessage.user("Hi"), ChatMessage.assistant("Hello."), ChatMessage.user("Who?"));

        String prompt = checkpoint.chatTemplate().orElseThrow().render(messages);

        assertThat(prompt).isEqualTo("<s><|user|>Hi\n<|assistant|>Hello.</s>\n<|user|>Who?\n<|assistant|>");
    }

    @Test
    void prefersATemplateThatHasAFileOfItsOwn() throws IOException {
        CheckpointFolder.copyOf(Golden.LLAMA, folder).write("chat_template.jinja", "own {{ messages[0].role }}\n");

        assertThat(Checkpoint.open(folder).chatTemplate().orElseThrow().render(List.of(ChatMessage.user("x"))))
                .isEqualTo("own user");
    }

    @Test
    void takesTheDefaultOfSeveralTemplates() throws IOException {
        CheckpointFolder.copyOf(Golden.LLAMA, folder).write("tokenizer_config.json", """
                {"chat_template": [{"name": "tool_use", "template": "T"}, {"name": "default", "template": "D"}]}""");

        assertThat(Checkpoint.open(folder).chatTemplate().orElseThrow().render(List.of(ChatMessage.user("x"))))
                .isEqualTo("D");
    }

    @Test
    void asksTheGenerationSettingsFirstWhatEndsAnAnswer() throws IOException {
        CheckpointFolder.copyOf(Golden.LLAMA, folder).write("generation_config.json", "{\"eos_token_id\": [2, 7]}");

        assertThat(Checkpoint.open(folder).endOfSequenceIds()).containsExactlyInAnyOrder(2, 7);
    }

    @Test
    void tellsHowThePublisherRecommendsToSample() throws IOException {
        CheckpointFolder.copyOf(Golden.LLAMA, folder).write("generation_config.json", """
                {"do_sample": true, "temperature": 0.6, "top_k": 20, "top_p": 0.95, "min_p": null, "repetition_penalty": 1.05}""");

        assertThat(Checkpoint.open(folder).recommendedSampling())
                .isEqualTo(new SamplingParameters(
                        0.6, new CandidateFilters(20, 0.95, 0), new Penalties(1.05, 0, 0), Map.of(), 0));
    }

    @Test
    void recommendsTemperatureOneWhereThePublisherSaysNothing() {
        assertThat(Checkpoint.open(Golden.LLAMA.folder()).recommendedSampling())
                .isEqualTo(new SamplingParameters(1, 1, 0));
    }

    @Test
    void namesARecommendationThatMeansNothing() throws IOException {
        CheckpointFolder.copyOf(Golden.LLAMA, folder).write("generation_config.json", "{\"top_p\": 1.5}");
        Checkpoint checkpoint = Checkpoint.open(folder);

        assertThatThrownBy(checkpoint::recommendedSampling)
                .isInstanceOf(EngineException.class)
                .hasMessage("generation_config.json: top-p must be above 0 and at most 1, not 1.5");
    }

    @Test
    void acceptsWhatOlderCheckpointsStoreBesideTheirWeights() throws IOException {
        CheckpointFolder.copyOf(Golden.LLAMA, folder)
                .add(NamedTensor.vector("model.layers.0.self_attn.rotary_emb.inv_freq", zeros(3)));

        assertThatCode(() -> Checkpoint.open(folder)).doesNotThrowAnyException();
    }

    static Stream<Arguments> unsupportedLlamas() {
        return Stream.of(
                refused(
                        "architecture 'MambaForCausalLM'",
                        config -> config.putArray("architectures").add("MambaForCausalLM")),
                refused("hidden_act = 'quick_gelu'", config -> config.put("hidden_act", "quick_gelu")),
                refused(
                        "rope_type = 'dynamic'",
                        config -> config.putObject("rope_scaling")
                                .put("type", "dynamic")
                                .put("factor", 2)),
                refused(
                        "rope_type = 'yarn'",
                        config -> config.putObject("rope_parameters").put("rope_type", "yarn")),
                refused("partial_rotary_factor = 0.5", config -> config.put("partial_rotary_factor", 0.5)),
                refused(
                        "quantization_config",
                        config -> config.putObject("quantization_config").put("bits", 4)));
    }

    @ParameterizedTest
    @MethodSource("unsupportedLlamas")
    void refusesByNameWhatItDoesNotCompute(String name, Consumer<ObjectNode> change) throws IOException {
        CheckpointFolder.copyOf(Golden.LLAMA, folder).config(change);

        assertRefused(Code.UNSUPPORTED, name);
    }

    static Stream<Arguments> unsupportedGpt2s() {
        return Stream.of(
                refused("activation_function = 'mish'", config -> config.put("activation_function", "mish")),
                refused("scale_attn_weights = false", config -> config.put("scale_attn_weights", false)),
                refused(
                        "scale_attn_by_inverse_layer_idx = true",
                        config -> config.put("scale_attn_by_inverse_layer_idx", true)),
                refused("add_cross_attention = true", config -> config.put("add_cross_attention", true)));
    }

    @ParameterizedTest
    @MethodSource("unsupportedGpt2s")
    void refusesByNameWhatItDoesNotComputeOfGpt2(String name, Consumer<ObjectNode> change) throws IOException {
        CheckpointFolder.copyOf(Golden.GPT2, folder).config(change);

        assertRefused(Code.UNSUPPORTED, name);
    }

    static Stream<Arguments> invalidLlamas() {
        return Stream.of(
                refused("the key 'hidden_size' is missing", config -> config.remove("hidden_size")),
                refused("the key 'rms_norm_eps' is missing", config -> config.putNull("rms_norm_eps")),
                refused(
                        "the keys 'architectures' and 'model_type' are missing",
                        config -> config.without(List.of("architectures", "model_type"))),
                refused(
                        "num_hidden_layers must be a positive whole number, not 0",
                        config -> config.put("num_hidden_layers", 0)),
                refused(
                        "vocab_size must be a positive whole number, not \"many\"",
                        config -> config.put("vocab_size", "many")),
                refused("rms_norm_eps must be a number", config -> config.put("rms_norm_eps", "small")),
                refused(
                        "config.json: rms_norm_eps must be a finite number above 0, not 0.0",
                        config -> config.put("rms_norm_eps", 0)),
                refused(
                        "rms_norm_eps must be a finite number above 0, not Infinity",
                        config -> config.put("rms_norm_eps", new BigDecimal("1e999"))),
                refused("rope_theta must be a finite number above 0, not -1.0", config -> config.put("rope_theta", -1)),
                refused(
                        "config.json: num_hidden_layers must be at most 30, the number of stored tensors, not 1000000000",
                        config -> config.put("num_hidden_layers", 1_000_000_000)),
                refused(
                        "config.json: eos_token_id must be a token id or a list of token ids, not \"</s>\"",
                        config -> config.put("eos_token_id", "</s>")),
                refused(
                        "eos_token_id must be a token id or a list of token ids, not -1",
                        config -> config.putArray("eos_token_id").add(2).add(-1)),
                refused("tie_word_embeddings must be true or false", config -> config.put("tie_word_embeddings", 1)),
                refused("head_dim 7 is odd", config -> config.put("head_dim", 7)),
                refused("4 attention heads cannot share 3", config -> config.put("num_key_value_heads", 3)));
    }

    @ParameterizedTest
    @MethodSource("invalidLlamas")
    void namesTheKeyThatIsMissingOrMalformed(String fault, Consumer<ObjectNode> change) throws IOException {
        CheckpointFolder.copyOf(Golden.LLAMA, folder).config(change);

        assertRefused(Code.CONFIG_INVALID, fault);
    }

    static Stream<Arguments> invalidGpt2s() {
        return Stream.of(
                refused(
                        "config.json: layer_norm_epsilon must be a finite number above 0, not -1.0E-5",
                        config -> config.put("layer_norm_epsilon", -1e-5)),
                refused(
                        "config.json: n_layer must be at most 40, the number of stored tensors, not 1000000000",
                        config -> config.put("n_layer", 1_000_000_000)));
    }

    @ParameterizedTest
    @MethodSource("invalidGpt2s")
    void namesTheKeyOfGpt2ThatIsMalformed(String fault, Consumer<ObjectNode> change) throws IOException {
        CheckpointFolder.copyOf(Golden.GPT2, folder).config(change);

        assertRefused(Code.CONFIG_INVALID, fault);
    }

    @Test
    void namesAFolderThatIsNotThere() {
        assertThatThrownBy(() -> Checkpoint.open(folder.resolve("absent")))
                .isInstanceOfSatisfying(
                        EngineException.class,
                        failed -> assertThat(failed.code()).isEqualTo(Code.NOT_FOUND))
                .hasMessage("there is no checkpoint folder " + folder.resolve("absent"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"config.json", "model.safetensors"})
    void namesAFileThatIsNotThere(String name) throws IOException {
        CheckpointFolder.copyOf(Golden.LLAMA, folder).delete(name);

        assertRefused(Code.NOT_FOUND, name);
    }

    @Test
    void namesAConfigurationThatIsNotJson() throws IOException {
        CheckpointFolder.copyOf(Golden.LLAMA, folder).write("config.json", "{\"architectures\": [");

        assertRefused(Code.CONFIG_INVALID, "config.json is not valid JSON");
    }

    @Test
    void namesATokenizerThatIsCorrupt() throws IOException {
        CheckpointFolder.copyOf(Golden.LLAMA, folder).write("tokenizer.json", "{\"model\": 3}");

        assertRefused(Code.TOKENIZER_CORRUPT, "tokenizer.json");
    }

    @Test
    void namesAMissingTensor() throws IOException {
        CheckpointFolder.copyOf(Golden.LLAMA, folder).remove(WEIGHT);

        assertRefused(Code.WEIGHTS_MISMATCH, "the weights hold no tensor '" + WEIGHT + "'");
    }

    @Test
    void namesATensorOfTheWrongShape() throws IOException {
        CheckpointFolder.copyOf(Golden.LLAMA, folder)
                .replace(WEIGHT, new NamedTensor(WEIGHT, zeros(384), List.of(16L, 24L)));

        assertRefused(
                Code.WEIGHTS_MISMATCH, "'" + WEIGHT + "' has the shape [16, 24]; the configuration needs [24, 16]");
    }

    @Test
    void namesATensorThatTheConfigurationHasNoPlaceFor() throws IOException {
        CheckpointFolder.copyOf(Golden.LLAMA, folder)
                .add(NamedTensor.vector("model.layers.0.self_attn.q_proj.bias", zeros(24)));

        assertRefused(Code.WEIGHTS_MISMATCH, "no place for the tensor 'model.layers.0.self_attn.q_proj.bias'");
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void namesATensorThatIsNotFinite(float value) throws IOException {
        CheckpointFolder copy = CheckpointFolder.copyOf(Golden.LLAMA, folder);
        NamedTensor weight = copy.tensor(WEIGHT);
        copy.replace(WEIGHT, new NamedTensor(WEIGHT, CheckpointFolder.with(weight.values(), value), weight.shape()));

        assertRefused(Code.WEIGHTS_NOT_FINITE, "tensor '" + WEIGHT + "' holds a NaN or an infinity");
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.embed_tokens.weight", "model.layers.0.input_layernorm.weight"})
    void findsANumberThatIsNotFiniteInHalfPrecision(String name) throws IOException {
        // Sorted, the first is stored as bfloat16 and the second as float16, or the other way round.
        CheckpointFolder.copyOf(Golden.LLAMA, folder);
        byte[] bytes = Files.readAllBytes(Golden.resource("llama-half/model.safetensors"));
        Files.write(folder.resolve("model.safetensors"), bytes);
        var file = io.telltale.engine.safetensors.SafetensorsFile.open(folder.resolve("model.safetensors"));
        int end = Math.toIntExact(file.entry(name).end());
        // All bits of the exponent, whichever of the two it is.
        bytes[end - 1] = 0x7f;
        bytes[end - 2] = (byte) 0x80;
        Files.write(folder.resolve("model.safetensors"), bytes);

        assertRefused(Code.WEIGHTS_NOT_FINITE, name);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 100, 30_000, 67_000})
    void namesATruncatedWeightsFile(int length) throws IOException {
        CheckpointFolder.copyOf(Golden.LLAMA, folder);
        byte[] whole = Files.readAllBytes(folder.resolve("model.safetensors"));
        Files.write(folder.resolve("model.safetensors"), Arrays.copyOf(whole, length));

        assertRefused(Code.WEIGHTS_CORRUPT, "model.safetensors cannot be used");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"../b.safetensors\"", "\"b\\u0000.safetensors\""})
    void namesAnIndexThatLeadsOutOfTheFolder(String name) throws IOException {
        CheckpointFolder.copyOf(Golden.LLAMA, folder)
                .delete("model.safetensors")
                .write("model.safetensors.index.json", "{\"weight_map\": {\"a\": " + name + "}}");

        assertRefused(
                Code.CONFIG_INVALID,
                "model.safetensors.index.json: " + name + " is not the name of a file in the folder");
    }

    @Test
    void namesATensorThatAnIndexedFileDoesNotHold() throws IOException {
        CheckpointFolder copy = CheckpointFolder.copyOf(Golden.LLAMA, folder).divide(2);
        copy.write(
                "model.safetensors.index.json",
                Files.readString(folder.resolve("model.safetensors.index.json")).replace("lm_head.weight", "other"));

        assertRefused(Code.WEIGHTS_MISMATCH, "holds no tensor 'other'");
    }

    private static Arguments refused(String name, Consumer<ObjectNode> change) {
        return Arguments.of(name, change);
    }

    private String digest() {
        return Checkpoint.open(folder).spec().digest();
    }

    private void assertRefused(Code code, String message) {
        assertThatThrownBy(() -> Checkpoint.open(folder))
                .isInstanceOfSatisfying(EngineException.class, failed -> {
                    assertThat(failed.code()).isEqualTo(code);
                    assertThat(failed.retryable()).isFalse();
                })
                .hasMessageContaining(message)
                .message()
                .hasLineCount(1);
    }

    private static FloatMatrix zeros(int count) {
        return FloatMatrix.owning(1, count, new float[count]);
    }
}
