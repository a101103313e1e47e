package io.telltale.engine.architecture;

import io.telltale.engine.architecture.LlamaWeights.Bias;
import java.util.List;
import java.util.stream.IntStream;

/** SmolLM3: Llama with layers that know no positions (NoPE, arXiv 2501.18795). */
final class SmolLm3 {

    static final String NAME = "SmolLM3ForCausalLM";
    private static final double DEFAULT_THETA = 2_000_000;
    private static final int DEFAULT_INTERVAL = 4;

    private SmolLm3() {}

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
                blocks(file, dimensions.layers()),
                List.of(RotaryKeys.of(file, dimensions, DEFAULT_THETA).read()),
                Experts.NONE,
                weights.layout(
                        layer -> Llama.block(weights, layer, attention, feedForward),
                        OutputEmbedding.read(file, true)));
    }

    private static List<BlockShape> blocks(ConfigFile file, int layers) {
        List<Integer> rotated = rotated(file, layers);
        List<BlockShape> windows = new LayerWindows(file, layers).switched(layer -> rotated.get(layer) == 0);
        return IntStream.range(0, layers)
                .mapToObj(layer -> rotated.get(layer) == 0
                        ? windows.get(layer).withRotary(BlockShape.NO_ROTARY)
                        : windows.get(layer))
                .toList();
    }

    /** The key is named after the zeros in it: 1 stands for a layer that rotates. */
    private static List<Integer> rotated(ConfigFile file, int layers) {
        if (!file.has("no_rope_layers")) {
            int interval = file.positive("no_rope_layer_interval", DEFAULT_INTERVAL);
            return IntStream.range(0, layers)
                    .mapToObj(layer -> (layer + 1) % interval == 0 ? 0 : 1)
                    .toList();
        }
        List<Integer> rotated = file.wholeNumbers("no_rope_layers");
        if (rotated.size() != layers) {
            throw file.invalid("no_rope_layers names " + rotated.size() + " layers, but there are " + layers);
        }
        return rotated;
    }
}
