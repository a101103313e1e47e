package io.telltale.engine.architecture;

import io.telltale.engine.architecture.LlamaWeights.Bias;
import java.util.ArrayList;
import java.util.List;

/** Qwen3: Llama with the heads of queries and keys normalised (arXiv 2505.09388). */
final class Qwen3 {

    static final String NAME = "Qwen3ForCausalLM";
    static final String TEXT = "qwen3";
    private static final int DEFAULT_HEAD_WIDTH = 128;

    private Qwen3() {}

    static ModelConfig read(ConfigFile file, StoredTensors stored) {
        var keys = new LlamaKeys(file, stored);
        Dimensions dimensions = keys.dimensions(file.positive("head_dim", DEFAULT_HEAD_WIDTH));
        var weights = new LlamaWeights(dimensions);
        Bias attention = Bias.read(file, "attention_bias");
        return new ModelConfig(
                NAME,
                TEXT,
                dimensions,
                keys.arithmetic(dimensions),
                Qwen2.windows(file, dimensions),
                List.of(RotaryKeys.of(file, dimensions, RotaryKeys.DEFAULT_THETA)
                        .read()),
                Experts.NONE,
                weights.layout(layer -> block(weights, layer, attention), OutputEmbedding.read(file, false)));
    }

    private static List<Parameter> block(LlamaWeights weights, int layer, Bias attention) {
        List<Parameter> block = attention(weights, layer, attention);
        block.addAll(weights.feedForward(layer, Bias.NONE));
        return block;
    }

    /** Everything of a block but its feed-forward layer. */
    static List<Parameter> attention(LlamaWeights weights, int layer, Bias bias) {
        int headWidth = weights.dimensions().headWidth();
        return new ArrayList<>(List.of(
                weights.gain(layer, "input_layernorm"),
                weights.queriesKeysValues(layer, bias),
                weights.gain(layer, "self_attn.q_norm", headWidth),
                weights.gain(layer, "self_attn.k_norm", headWidth),
                weights.attentionOutput(layer, bias),
                weights.gain(layer, "post_attention_layernorm")));
    }
}
