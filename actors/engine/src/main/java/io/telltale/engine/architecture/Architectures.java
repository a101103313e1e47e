package io.telltale.engine.architecture;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The families of models that the engine runs. */
public final class Architectures {

    private static final List<Architecture> ALL = List.of(
            new Llama(),
            new Mistral(),
            new Qwen2(),
            new Qwen3(),
            new Qwen3Moe(),
            new Gemma2(),
            new Gemma3(),
            new Phi3(),
            new Olmo2(),
            new SmolLm3(),
            new Mixtral(),
            new Gpt2(),
            new GptNeoX());

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
            return architecture.read(file, stored);
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
