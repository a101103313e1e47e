package io.telltale.engine.architecture;

import io.telltale.engine.architecture.LlamaWeights.Bias;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Llama 2, 3, 3.1, 3.2, 3.3 and what was trained in their shape, such as SmolLM (arXiv 2302.13971, 2407.21783). */
final class Llama {

    static final String NAME = "LlamaForCausalLM";

    private Llama() {}

    static ModelConfig read(ConfigFile file, StoredTensors stored) {
        var keys = new LlamaKeys(file, stored);
        Dimensions dimensions = keys.dimensions();
        var weights = new LlamaWeights(dimensions);
        Bias attention = Bias.read(file, "attention_bias");
        Bias feedForward = Bias.read(file, "mlp_bias");
        return new ModelConfig(
                NAME,
                "llama",
                dimensions,
                keys.arithmetic(dimensions),
                Collections.nCopies(dimensions.layers(), BlockShape.PLAIN),
                List.of(RotaryKeys.of(file, dimensions, RotaryKeys.DEFAULT_THETA)
                        .read()),
                Experts.NONE,
                weights.layout(
                        layer -> block(weights, layer, attention, feedForward), OutputEmbedding.read(file, false)));
    }

    /** The weights of a block of Llama; with the biases of some families after it. */
    static List<Parameter> block(LlamaWeights weights, int layer, Bias attention, Bias feedForward) {
        return block(weights, layer, attention, attention, feedForward);
    }

    static List<Parameter> block(
            LlamaWeights weights, int layer, Bias queriesKeysValues, Bias output, Bias feedForward) {
        List<Parameter> block = new ArrayList<>(List.of(
                weights.gain(layer, "input_layernorm"),
                weights.queriesKeysValues(layer, queriesKeysValues),
                weights.attentionOutput(layer, output),
                weights.gain(layer, "post_attention_layernorm")));
        block.addAll(weights.feedForward(layer, feedForward));
        return block;
    }
}
