package io.telltale.engine.architecture;

import io.telltale.engine.architecture.LlamaWeights.Bias;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** OLMo 2: normalisations stand behind attention and feed-forward layer (arXiv 2501.00656). */
final class Olmo2 {

    static final String NAME = "Olmo2ForCausalLM";

    private Olmo2() {}

    static ModelConfig read(ConfigFile file, StoredTensors stored) {
        var keys = new LlamaKeys(file, stored);
        Dimensions dimensions = keys.dimensions();
        var weights = new LlamaWeights(dimensions);
        Bias bias = Bias.read(file, "attention_bias");
        return new ModelConfig(
                NAME,
                "olmo2",
                dimensions,
                keys.arithmetic(dimensions),
                Collections.nCopies(dimensions.layers(), BlockShape.PLAIN),
                List.of(RotaryKeys.of(file, dimensions, RotaryKeys.DEFAULT_THETA)
                        .read()),
                Experts.NONE,
                weights.layout(layer -> block(weights, layer, bias), OutputEmbedding.read(file, false)));
    }

    private static List<Parameter> block(LlamaWeights weights, int layer, Bias bias) {
        Dimensions d = weights.dimensions();
        List<Parameter> block = new ArrayList<>(List.of(
                weights.queriesKeysValues(layer, bias),
                weights.gain(layer, "self_attn.q_norm", (long) d.heads() * d.headWidth()),
                weights.gain(layer, "self_attn.k_norm", (long) d.keyValueHeads() * d.headWidth()),
                weights.attentionOutput(layer, bias),
                weights.gain(layer, "post_attention_layernorm"),
                weights.gain(layer, "post_feedforward_layernorm")));
        block.addAll(weights.feedForward(layer, Bias.NONE));
        return block;
    }
}
