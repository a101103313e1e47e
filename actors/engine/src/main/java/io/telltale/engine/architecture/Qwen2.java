package io.telltale.engine.architecture;

import io.telltale.engine.architecture.LlamaWeights.Bias;
import java.util.List;

/** Qwen2 and Qwen2.5: Llama with biases on queries, keys and values (arXiv 2407.10671). */
final class Qwen2 {

    static final String NAME = "Qwen2ForCausalLM";
    private static final int DEFAULT_MAX_WINDOW_LAYERS = 28;

    private Qwen2() {}

    static ModelConfig read(ConfigFile file, StoredTensors stored) {
        var keys = new LlamaKeys(file, stored);
        Dimensions dimensions = keys.dimensions();
        var weights = new LlamaWeights(dimensions);
        return new ModelConfig(
                NAME,
                "llama",
                dimensions,
                keys.arithmetic(dimensions),
                windows(file, dimensions),
                List.of(RotaryKeys.of(file, dimensions, RotaryKeys.DEFAULT_THETA)
                        .read()),
                Experts.NONE,
                weights.layout(
                        layer -> Llama.block(weights, layer, Bias.STORED, Bias.NONE, Bias.NONE),
                        OutputEmbedding.read(file, false)));
    }

    /** Published files state a window and switch it off. */
    static List<BlockShape> windows(ConfigFile file, Dimensions dimensions) {
        int first = file.wholeNumber("max_window_layers", DEFAULT_MAX_WINDOW_LAYERS);
        return new LayerWindows(file, dimensions.layers()).switched(layer -> layer >= first);
    }
}
