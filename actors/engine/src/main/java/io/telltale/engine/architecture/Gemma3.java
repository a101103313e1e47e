package io.telltale.engine.architecture;

import io.telltale.engine.architecture.LlamaWeights.Bias;
import java.util.ArrayList;
import java.util.List;

/** The text models of Gemma 3: layers with a window have a rotary embedding of their own (arXiv 2503.19786). */
final class Gemma3 {

    static final String NAME = "Gemma3ForCausalLM";
    private static final int DEFAULT_PATTERN = 6;
    private static final double DEFAULT_GLOBAL_THETA = 1_000_000;
    private static final int GLOBAL = 0;
    private static final int LOCAL = 1;

    private Gemma3() {}

    static ModelConfig read(ConfigFile file, StoredTensors stored) {
        var keys = new GemmaKeys(file, stored);
        Dimensions dimensions = keys.dimensions();
        Bias bias = Bias.read(file, "attention_bias");
        LlamaWeights weights = GemmaKeys.weights(dimensions);
        return new ModelConfig(
                NAME,
                "gemma3",
                dimensions,
                keys.arithmetic(dimensions, Arithmetic.NO_CAP, keys.cap("final_logit_softcapping", Arithmetic.NO_CAP)),
                blocks(file, dimensions),
                rotaries(file, dimensions),
                Experts.NONE,
                weights.layout(layer -> block(weights, layer, bias), OutputEmbedding.read(file, true)));
    }

    private static List<BlockShape> blocks(ConfigFile file, Dimensions dimensions) {
        var windows = new LayerWindows(file, dimensions.layers());
        int pattern = file.positive("sliding_window_pattern", DEFAULT_PATTERN);
        return windows.some(windows.window(BlockShape.DEFAULT_WINDOW), layer -> (layer + 1) % pattern != 0).stream()
                .map(block -> block.withRotary(block.window() == BlockShape.NO_WINDOW ? GLOBAL : LOCAL))
                .toList();
    }

    /** Newer files keep the settings of each kind of layer; older ones scale the global embedding alone. */
    private static List<RotaryEmbedding> rotaries(ConfigFile file, Dimensions dimensions) {
        ConfigFile kinds = file.nested("rope_parameters");
        if (kinds.has("full_attention") && !file.has("rope_scaling")) {
            return List.of(
                    RotaryKeys.of(file, kinds.nested("full_attention"), dimensions, DEFAULT_GLOBAL_THETA)
                            .read(),
                    RotaryKeys.of(file, kinds.nested("sliding_attention"), dimensions, RotaryKeys.DEFAULT_THETA)
                            .read());
        }
        double local = file.positiveNumber("rope_local_base_freq", RotaryKeys.DEFAULT_THETA);
        return List.of(
                RotaryKeys.of(file, dimensions, DEFAULT_GLOBAL_THETA).read(),
                new RotaryKeys(file, ConfigFile.EMPTY, local, dimensions.headWidth()).read());
    }

    private static List<Parameter> block(LlamaWeights weights, int layer, Bias bias) {
        int headWidth = weights.dimensions().headWidth();
        List<Parameter> block = new ArrayList<>(List.of(
                weights.gain(layer, "input_layernorm"),
                weights.queriesKeysValues(layer, bias),
                weights.gain(layer, "self_attn.q_norm", headWidth),
                weights.gain(layer, "self_attn.k_norm", headWidth),
                weights.attentionOutput(layer, bias),
                weights.gain(layer, "post_attention_layernorm"),
                weights.gain(layer, "pre_feedforward_layernorm"),
                weights.gain(layer, "post_feedforward_layernorm")));
        block.addAll(weights.feedForward(layer, Bias.NONE));
        return block;
    }
}
