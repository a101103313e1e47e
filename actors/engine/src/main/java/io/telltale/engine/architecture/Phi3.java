package io.telltale.engine.architecture;

import io.telltale.engine.architecture.LlamaWeights.Bias;
import java.util.List;

/** Phi-3 and Phi-4-mini: Llama with fused matrices, and rotations for long texts (arXiv 2404.14219, 2503.01743). */
final class Phi3 {

    static final String NAME = "Phi3ForCausalLM";

    private Phi3() {}

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
                windows.everywhere(windows.window(BlockShape.NO_WINDOW)),
                List.of(RotaryKeys.partial(file, dimensions, RotaryKeys.DEFAULT_THETA)
                        .read()),
                Experts.NONE,
                weights.layout(layer -> block(weights, layer), OutputEmbedding.read(file, false)));
    }

    private static List<Parameter> block(LlamaWeights weights, int layer) {
        Dimensions d = weights.dimensions();
        long heads = d.heads() + 2L * d.keyValueHeads();
        return List.of(
                weights.gain(layer, "input_layernorm"),
                weights.single(layer, "self_attn.qkv_proj", Bias.NONE, heads * d.headWidth(), d.width()),
                weights.attentionOutput(layer, Bias.NONE),
                weights.gain(layer, "post_attention_layernorm"),
                weights.single(layer, "mlp.gate_up_proj", Bias.NONE, 2L * d.feedForwardWidth(), d.width()),
                weights.single(layer, "mlp.down_proj", Bias.NONE, d.width(), d.feedForwardWidth()));
    }
}
