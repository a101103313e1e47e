package io.telltale.engine.architecture;

import io.telltale.engine.architecture.BlockShape.Kind;
import io.telltale.engine.architecture.LlamaWeights.Bias;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Qwen3-MoE: Qwen3 with mixtures of experts in most layers (arXiv 2505.09388). */
final class Qwen3Moe {

    static final String NAME = "Qwen3MoeForCausalLM";

    private Qwen3Moe() {}

    static ModelConfig read(ConfigFile file, StoredTensors stored) {
        var keys = new LlamaKeys(file, stored);
        Dimensions dimensions = keys.dimensions();
        var weights = new LlamaWeights(dimensions);
        Experts experts = experts(file);
        List<BlockShape> blocks = blocks(file, dimensions);
        Bias bias = Bias.read(file, "attention_bias");
        return new ModelConfig(
                NAME,
                Qwen3.TEXT,
                dimensions,
                keys.arithmetic(dimensions),
                blocks,
                List.of(RotaryKeys.of(file, dimensions, RotaryKeys.DEFAULT_THETA)
                        .read()),
                experts,
                weights.layout(
                        layer -> {
                            List<Parameter> block = Qwen3.attention(weights, layer, bias);
                            block.addAll(
                                    blocks.get(layer).kind() == Kind.SPARSE
                                            ? mixture(weights, layer, experts, file.positive("moe_intermediate_size"))
                                            : weights.feedForward(layer, Bias.NONE));
                            return block;
                        },
                        OutputEmbedding.read(file, false)));
    }

    /** Newer files have another name for the number of experts. */
    private static Experts experts(ConfigFile file) {
        String key = file.has("num_experts") ? "num_experts" : "num_local_experts";
        return new Experts(
                file.positive(key), file.positive("num_experts_per_tok"), file.flag("norm_topk_prob", false));
    }

    /** Every so many layers are mixtures, but for those that are named as dense. */
    private static List<BlockShape> blocks(ConfigFile file, Dimensions dimensions) {
        int step = file.positive("decoder_sparse_step", 1);
        Set<Integer> dense = Set.copyOf(file.wholeNumbers("mlp_only_layers"));
        var layers = new LayerWindows(file, dimensions.layers());
        List<BlockShape> windows = layers.everywhere(layers.switchedWindow());
        return IntStream.range(0, dimensions.layers())
                .mapToObj(layer -> windows.get(layer)
                        .withKind(dense.contains(layer) || (layer + 1) % step != 0 ? Kind.DENSE : Kind.SPARSE))
                .toList();
    }

    private static List<Parameter> mixture(LlamaWeights weights, int layer, Experts experts, int inner) {
        List<Parameter> mixture = new ArrayList<>();
        mixture.add(weights.single(
                layer,
                Parameter.Matrix.ROUTER,
                Bias.NONE,
                experts.count(),
                weights.dimensions().width()));
        for (int i = 0; i < experts.count(); i++) {
            String expert = "mlp.experts." + i;
            List<String> stored = List.of(expert + ".gate_proj", expert + ".up_proj", expert + ".down_proj");
            weights.expert(layer, i, inner, stored).forEach(mixture::add);
        }
        return mixture;
    }
}
