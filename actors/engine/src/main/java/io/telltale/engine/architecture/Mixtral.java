package io.telltale.engine.architecture;

import io.telltale.engine.architecture.BlockShape.Kind;
import io.telltale.engine.architecture.LlamaWeights.Bias;
import io.telltale.engine.architecture.Parameter.Matrix;
import io.telltale.engine.architecture.Parameter.Matrix.Orientation;
import java.util.ArrayList;
import java.util.List;

/** Mixtral: Mistral with a mixture of experts in every layer (arXiv 2401.04088). */
final class Mixtral {

    static final String NAME = "MixtralForCausalLM";
    private static final double DEFAULT_THETA = 1_000_000;
    private static final int DEFAULT_EXPERTS = 8;
    private static final int DEFAULT_EXPERTS_PER_TOKEN = 2;

    private Mixtral() {}

    static ModelConfig read(ConfigFile file, StoredTensors stored) {
        var keys = new LlamaKeys(file, stored);
        Dimensions dimensions = keys.dimensions();
        var weights = new LlamaWeights(dimensions);
        Experts experts = new Experts(
                file.positive("num_local_experts", DEFAULT_EXPERTS),
                file.positive("num_experts_per_tok", DEFAULT_EXPERTS_PER_TOKEN),
                true);
        var windows = new LayerWindows(file, dimensions.layers());
        return new ModelConfig(
                NAME,
                "mixtral",
                dimensions,
                keys.arithmetic(dimensions),
                windows.everywhere(windows.window(BlockShape.NO_WINDOW)).stream()
                        .map(block -> block.withKind(Kind.SPARSE))
                        .toList(),
                List.of(RotaryKeys.of(file, dimensions, DEFAULT_THETA).read()),
                experts,
                weights.layout(layer -> block(weights, layer, experts), OutputEmbedding.read(file, false)));
    }

    private static List<Parameter> block(LlamaWeights weights, int layer, Experts experts) {
        Dimensions d = weights.dimensions();
        TensorSpec router = weights.matrix(layer, "block_sparse_moe.gate", experts.count(), d.width());
        List<Parameter> block = new ArrayList<>(List.of(
                weights.gain(layer, "input_layernorm"),
                weights.queriesKeysValues(layer, Bias.NONE),
                weights.attentionOutput(layer, Bias.NONE),
                weights.gain(layer, "post_attention_layernorm"),
                new Matrix(Matrix.ROUTER, Orientation.OUTPUTS_FIRST, List.of(router), List.of())));
        for (int i = 0; i < experts.count(); i++) {
            String expert = "block_sparse_moe.experts." + i;
            List<String> stored = List.of(expert + ".w1", expert + ".w3", expert + ".w2");
            weights.expert(layer, i, d.feedForwardWidth(), stored).forEach(block::add);
        }
        return block;
    }
}
