package io.telltale.engine.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.telltale.engine.EngineException;
import io.telltale.engine.EngineException.Code;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.checkpoint.CheckpointFolder;
import io.telltale.engine.safetensors.NamedTensor;
import io.telltale.spi.FloatMatrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A spoilt checkpoint of any family is refused by one line that names the culprit. */
class MalformedCheckpointTest {

    private static final String WEIGHTS = "model.safetensors";

    /** No function, rotation, architecture or kind of layer has this name. */
    private static final String UNKNOWN = "zigzag";

    @TempDir
    private Path folder;

    @EveryFamily
    void namesATruncatedWeightsFile(ParityFamily family) throws IOException {
        CheckpointFolder.copyOf(family.folder(), folder);
        byte[] whole = Files.readAllBytes(folder.resolve(WEIGHTS));
        for (int length : List.of(0, 7, whole.length / 2, whole.length - 1)) {
            Files.write(folder.resolve(WEIGHTS), Arrays.copyOf(whole, length));

            assertRefused(Code.WEIGHTS_CORRUPT, WEIGHTS);
        }
    }

    @EveryFamily
    void namesAnyTensorThatIsMissing(ParityFamily family) throws IOException {
        for (NamedTensor tensor : tensors(family)) {
            CheckpointFolder.copyOf(family.folder(), folder).remove(tensor.name());

            assertRefused(Code.WEIGHTS_MISMATCH, "'" + tensor.name() + "'");
        }
    }

    @EveryFamily
    void namesAnyTensorOfTheWrongShape(ParityFamily family) throws IOException {
        for (NamedTensor tensor : tensors(family)) {
            NamedTensor wider = wider(tensor);
            CheckpointFolder.copyOf(family.folder(), folder).replace(tensor.name(), wider);

            assertRefused(Code.WEIGHTS_MISMATCH, "'" + tensor.name() + "'");
            assertRefused(Code.WEIGHTS_MISMATCH, String.valueOf(wider.shape()));
        }
    }

    @EveryFamily
    void namesAnyTensorThatHoldsANaN(ParityFamily family) throws IOException {
        for (NamedTensor tensor : tensors(family)) {
            FloatMatrix spoilt = CheckpointFolder.with(tensor.values(), Float.NaN);
            CheckpointFolder.copyOf(family.folder(), folder)
                    .replace(tensor.name(), new NamedTensor(tensor.name(), spoilt, tensor.shape()));

            assertRefused(Code.WEIGHTS_NOT_FINITE, "'" + tensor.name() + "'");
        }
    }

    @EveryFamily
    void namesATensorThatTheConfigurationHasNoPlaceFor(ParityFamily family) throws IOException {
        CheckpointFolder copy = CheckpointFolder.copyOf(family.folder(), folder);
        String stranger = copy.tensors().findFirst().orElseThrow().name() + "_" + UNKNOWN;
        copy.add(NamedTensor.vector(stranger, zeros(3)));

        assertRefused(Code.WEIGHTS_MISMATCH, "'" + stranger + "'");
    }

    @EveryFamily
    void namesAnUnknownArchitecture(ParityFamily family) throws IOException {
        CheckpointFolder.copyOf(family.folder(), folder)
                .config(config -> config.putArray("architectures").add(UNKNOWN));

        assertRefused(Code.UNSUPPORTED, "'" + UNKNOWN + "'");
    }

    @EveryFamily
    void namesAnUnknownActivation(ParityFamily family) throws IOException {
        List<String> keys = new ArrayList<>();
        CheckpointFolder.copyOf(family.folder(), folder).config(config -> {
            Stream.of("hidden_activation", "hidden_act", "activation_function")
                    .filter(config::has)
                    .forEach(keys::add);
            keys.forEach(key -> config.put(key, UNKNOWN));
        });

        assertThat(keys).hasSize(1);
        assertRefused(Code.UNSUPPORTED, keys.getFirst() + " = '" + UNKNOWN + "'");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.telltale.engine.parity.ParityFamily#rotating")
    void namesAnUnknownRotation(ParityFamily family) throws IOException {
        CheckpointFolder.copyOf(family.folder(), folder)
                .config(config ->
                        config.findParents("rope_type").forEach(rope -> ((ObjectNode) rope).put("rope_type", UNKNOWN)));

        assertRefused(Code.UNSUPPORTED, "rope_type = '" + UNKNOWN + "'");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.telltale.engine.parity.ParityFamily#rotating")
    void namesAnUnknownRotationInTheOlderSpelling(ParityFamily family) throws IOException {
        CheckpointFolder.copyOf(family.folder(), folder)
                .write("config.json", Files.readString(family.folder().resolve("config.legacy.json")))
                .config(config -> config.putObject("rope_scaling").put("type", UNKNOWN));

        assertRefused(Code.UNSUPPORTED, "type = '" + UNKNOWN + "'");
    }

    static Stream<Arguments> unfitSettings() {
        return Stream.of(
                unfit("llama3", "high_freq_factor", config -> rope(config).remove("high_freq_factor")),
                unfit("llama3", "factor", config -> rope(config).put("factor", 0)),
                unfit("mistral", "sliding_window", config -> config.put("sliding_window", 0)),
                unfit("qwen2", "layer_types", config -> layerTypes(config, UNKNOWN)),
                unfit("qwen3", "head_dim", config -> config.put("head_dim", 7)),
                unfit("gemma2", "layer_types", config -> layerTypes(config, UNKNOWN)),
                unfit(
                        "gemma2",
                        "use_bidirectional_attention",
                        config -> config.put("use_bidirectional_attention", true)),
                unfit("gemma2", "query_pre_attn_scalar", config -> config.put("query_pre_attn_scalar", -1)),
                unfit("gemma2", "attn_logit_softcapping", config -> config.put("attn_logit_softcapping", 0)),
                unfit(
                        "gemma3",
                        "use_bidirectional_attention",
                        config -> config.put("use_bidirectional_attention", true)),
                unfit(
                        "gemma3",
                        "layer_types",
                        config -> config.putArray("layer_types").add("full_attention")),
                unfit(
                        "gemma3-linear",
                        "factor",
                        config -> ((ObjectNode) rope(config).path("full_attention")).remove("factor")),
                unfit(
                        "phi4-mini",
                        "long_factor",
                        config -> rope(config).putArray("long_factor").add(1)),
                unfit("phi4-mini", "short_factor", config -> rope(config).remove("short_factor")),
                unfit(
                        "phi4-mini",
                        "partial_rotary_factor",
                        config -> rope(config).put("partial_rotary_factor", 1.5)),
                unfit(
                        "gpt-neox",
                        "partial_rotary_factor",
                        config -> rope(config).put("partial_rotary_factor", -0.25)),
                unfit(
                        "smollm3",
                        "no_rope_layers",
                        config -> config.putArray("no_rope_layers").add(1)),
                unfit("mixtral", "num_experts_per_tok", config -> config.put("num_experts_per_tok", 5)),
                unfit("mixtral", "num_local_experts", config -> config.put("num_local_experts", 0)),
                unfit("qwen3-moe", "num_experts_per_tok", config -> config.put("num_experts_per_tok", 7)),
                unfit("qwen3-moe", "decoder_sparse_step", config -> config.put("decoder_sparse_step", 0)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("unfitSettings")
    void namesASettingThatDoesNotFit(String family, String key, Consumer<ObjectNode> change) throws IOException {
        CheckpointFolder.copyOf(ParityFamily.named(family).folder(), folder).config(change);

        assertThatThrownBy(() -> Checkpoint.open(folder))
                .isInstanceOfSatisfying(
                        EngineException.class,
                        refused -> assertThat(refused.code()).isIn(Code.CONFIG_INVALID, Code.UNSUPPORTED))
                .hasMessageContaining(key)
                .message()
                .hasLineCount(1);
    }

    private static Arguments unfit(String family, String key, Consumer<ObjectNode> change) {
        return Arguments.of(family, key, change);
    }

    private static ObjectNode rope(ObjectNode config) {
        return (ObjectNode) config.path("rope_parameters");
    }

    private static void layerTypes(ObjectNode config, String type) {
        int layers = config.path("num_hidden_layers").asInt();
        var types = config.putArray("layer_types");
        for (int layer = 0; layer < layers; layer++) {
            types.add(type);
        }
    }

    private static List<NamedTensor> tensors(ParityFamily family) {
        return new CheckpointFolder(family.folder()).tensors().toList();
    }

    /** A tensor of one more column than another. */
    private static NamedTensor wider(NamedTensor tensor) {
        List<Long> shape = new ArrayList<>(tensor.shape());
        shape.add(shape.removeLast() + 1);
        int count = Math.toIntExact(shape.stream().reduce(1L, Math::multiplyExact));
        return new NamedTensor(tensor.name(), zeros(count), shape);
    }

    private static FloatMatrix zeros(int count) {
        return FloatMatrix.owning(1, count, new float[count]);
    }

    private void assertRefused(Code code, String culprit) {
        assertThatThrownBy(() -> Checkpoint.open(folder))
                .isInstanceOfSatisfying(
                        EngineException.class,
                        refused -> assertThat(refused.code()).isEqualTo(code))
                .hasMessageContaining(culprit)
                .message()
                .hasLineCount(1);
    }
}
