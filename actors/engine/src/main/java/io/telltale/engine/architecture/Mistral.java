package io.telltale.engine.architecture;

import io.telltale.engine.architecture.LlamaWeights.Bias;
import java.util.List;

/** Mistral 7B and Nemo: Llama with a sliding window in every layer (arXiv 2310.06825). */
final class Mistral {

    static final String NAME = "MistralForCausalLM";

    private Mistral() {}

    static ModelConfig read(ConfigFile file, StoredTensors stored) {
        var keys = new LlamaKeys(file, stored);
        Dimensions dimensions = keys.dimensions();
        var weights = new LlamaWeights(dimensions);
        var windows = new LayerWindows(file, dimensions.layers());
        return new ModelConfig(
                NAME,
                "llama",
                dimensions,
                keys.arithmetic(dimensions),
                windows.everywhere(windows.window(BlockShape.DEFAULT_WINDOW)),
                List.of(RotaryKeys.of(file, dimensions, RotaryKeys.DEFAULT_THETA)
                        .read()),
                Experts.NONE,
                weights.layout(
                        layer -> Llama.block(weights, layer, Bias.NONE, Bias.NONE), OutputEmbedding.read(file, false)));
    }
}
