package io.telltale.engine.architecture;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The families of models that the engine runs. */
public final class Architectures {

    private static final List<Architecture> ALL = List.of(
            new Architecture(Llama.NAME, "llama", Llama::read),
            new Architecture(Mistral.NAME, "mistral", Mistral::read),
            new Architecture(Qwen2.NAME, "qwen2", Qwen2::read),
            new Architecture(Qwen3.NAME, "qwen3", Qwen3::read),
            new Architecture(Qwen3Moe.NAME, "qwen3_moe", Qwen3Moe::read),
            new Architecture(Gemma2.NAME, "gemma2", Gemma2::read),
            new Architecture(Gemma3.NAME, "gemma3_text", Gemma3::read),
            new Architecture(Phi3.NAME, "phi3", Phi3::read),
            new Architecture(Olmo2.NAME, "olmo2", Olmo2::read),
            new Architecture(SmolLm3.NAME, "smollm3", SmolLm3::read),
            new Architecture(Mixtral.NAME, "mixtral", Mixtral::read),
            new Architecture(Gpt2.NAME, "gpt2", Gpt2::read),
            new Architecture(GptNeoX.NAME, "gpt_neox", GptNeoX::read));

    private Architectures() {}

    /**
     * Reads the configuration of a checkpoint, {@code config.json}.
     *
     * @throws io.telltale.engine.EngineException naming a key that is missing or malformed, or what is not supported
     */
    public static ModelConfig read(ConfigFile file, StoredTensors stored) {
        file.refuse("quantization_config", file.has("quantization_config"));
        Architecture architecture = of(file);
        try {
            return architecture.reader().read(file, stored);
        } catch (IllegalArgumentException contradiction) {
            throw file.invalid(String.valueOf(contradiction.getMessage()));
        }
    }

    /** The class decides; an old configuration may name the family alone. */
    private static Architecture of(ConfigFile file) {
        String name = file.node("architectures").path(0).asText();
        String modelType = file.node("model_type").asText();
        if (name.isEmpty() && modelType.isEmpty()) {
            throw file.invalid("the keys 'architectures' and 'model_type' are missing");
        }
        if (name.isEmpty()) {
            return find(
                    file,
                    "model_type '" + modelType + "'",
                    known -> known.modelType().equals(modelType));
        }
        Architecture found =
                find(file, "architecture '" + name + "'", known -> known.name().equals(name));
        if (!modelType.isEmpty() && !found.modelType().equals(modelType)) {
            throw file.unsupported("model_type '" + modelType + "' with architecture '" + name
                    + "', whose model_type is '" + found.modelType() + "'");
        }
        return found;
    }

    private static Architecture find(ConfigFile file, String what, Predicate<Architecture> matching) {
        return ALL.stream()
                .filter(matching)
                .findFirst()
                .orElseThrow(() -> file.unsupported(what + "; supported are "
                        + ALL.stream().map(Architecture::name).collect(Collectors.joining(", "))));
    }
}
