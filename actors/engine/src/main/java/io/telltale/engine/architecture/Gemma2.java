package io.telltale.engine.architecture;

import io.telltale.engine.architecture.LlamaWeights.Bias;
import java.util.ArrayList;
import java.util.List;

/** Gemma 2 (arXiv 2408.00118). */
final class Gemma2 {

    static final String NAME = "Gemma2ForCausalLM";
    private static final double DEFAULT_ATTENTION_CAP = 50;
    private static final double DEFAULT_LOGIT_CAP = 30;

    private Gemma2() {}

    static ModelConfig read(ConfigFile file, StoredTensors stored) {
        var keys = new GemmaKeys(file, stored);
        Dimensions dimensions = keys.dimensions();
        Bias bias = Bias.read(file, "attention_bias");
        LlamaWeights weights = GemmaKeys.weights(dimensions);
        var windows = new LayerWindows(file, dimensions.layers());
        return new ModelConfig(
                NAME,
                "gemma2",
                dimensions,
                keys.arithmetic(
                        dimensions,
                        keys.cap("attn_logit_softcapping", DEFAULT_ATTENTION_CAP),
                        keys.cap("final_logit_softcapping", DEFAULT_LOGIT_CAP)),
                windows.some(windows.window(BlockShape.DEFAULT_WINDOW), layer -> layer % 2 == 0),
                List.of(RotaryKeys.of(file, dimensions, RotaryKeys.DEFAULT_THETA)
                        .read()),
                Experts.NONE,
                weights.layout(layer -> block(weights, layer, bias), OutputEmbedding.read(file, true)));
    }

    private static List<Parameter> block(LlamaWeights weights, int layer, Bias bias) {
        List<Parameter> block = new ArrayList<>(List.of(
                weights.gain(layer, "input_layernorm"),
                weights.queriesKeysValues(layer, bias),
                weights.attentionOutput(layer, bias),
                weights.gain(layer, "post_attention_layernorm"),
                weights.gain(layer, "pre_feedforward_layernorm"),
                weights.gain(layer, "post_feedforward_layernorm")));
        block.addAll(weights.feedForward(layer, Bias.NONE));
        return block;
    }
}
