package io.telltale.engine.architecture;

import io.telltale.engine.architecture.Parameter.Matrix;
import io.telltale.engine.architecture.Parameter.Matrix.Orientation;
import io.telltale.engine.architecture.Parameter.Table;
import io.telltale.engine.architecture.Parameter.Vector;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** GPT-2 (Radford et al., 2019). Positions are embedded like tokens; matrices are stored with their inputs first. */
final class Gpt2 {

    static final String NAME = "GPT2LMHeadModel";
    private static final String PREFIX = "transformer.";
    private static final int FEED_FORWARD_FACTOR = 4;

    private Gpt2() {}

    static ModelConfig read(ConfigFile file, StoredTensors stored) {
        file.refuse("scale_attn_weights", !file.flag("scale_attn_weights", true));
        for (String variant :
                List.of("scale_attn_by_inverse_layer_idx", "reorder_and_upcast_attn", "add_cross_attention")) {
            file.refuse(variant, file.flag(variant, false));
        }
        Dimensions dimensions = dimensions(file, stored);
        return new ModelConfig(
                NAME,
                "gpt2",
                dimensions,
                Arithmetic.plain(
                        file.positiveNumber("layer_norm_epsilon"),
                        LlamaKeys.activation(file, "activation_function", "gelu_new"),
                        dimensions.headWidth()),
                Collections.nCopies(dimensions.layers(), BlockShape.PLAIN.withRotary(BlockShape.NO_ROTARY)),
                List.of(),
                Experts.NONE,
                layout(dimensions, prefix(stored), OutputEmbedding.read(file, true)));
    }

    private static Dimensions dimensions(ConfigFile file, StoredTensors stored) {
        int width = file.positive("n_embd");
        int heads = file.positive("n_head");
        if (width % heads != 0) {
            throw file.invalid("n_embd " + width + " is not a multiple of n_head " + heads);
        }
        return new Dimensions(
                file.layers("n_layer", stored.count()),
                width,
                heads,
                heads,
                width / heads,
                file.positive("n_inner", FEED_FORWARD_FACTOR * width),
                file.positive("vocab_size"),
                file.positive("n_positions"));
    }

    /** GPT-2's own checkpoints name their tensors without the prefix. */
    private static String prefix(StoredTensors stored) {
        return stored.has("wte.weight") ? "" : PREFIX;
    }

    private static WeightLayout layout(Dimensions d, String prefix, OutputEmbedding output) {
        var tokens = TensorSpec.of(prefix + "wte.weight", d.vocabularySize(), d.width());
        var positions = TensorSpec.of(prefix + "wpe.weight", d.contextLength(), d.width());
        return new WeightLayout(
                List.of(new Table("tokens", tokens), new Table("positions", positions)),
                IntStream.range(0, d.layers())
                        .mapToObj(layer -> block(d, prefix + "h." + layer + "."))
                        .toList(),
                List.of(
                        new Vector("norm.weight", TensorSpec.of(prefix + "ln_f.weight", d.width()), 0),
                        new Vector("norm.bias", TensorSpec.of(prefix + "ln_f.bias", d.width()), 0),
                        LlamaWeights.unembedding(output.stored("lm_head.weight", tokens))));
    }

    private static List<Parameter> block(Dimensions d, String block) {
        return List.of(
                vector(block, "ln_1.weight", d.width()),
                vector(block, "ln_1.bias", d.width()),
                matrix(block, "attn.c_attn", d.width(), 3L * d.width()),
                matrix(block, "attn.c_proj", d.width(), d.width()),
                vector(block, "ln_2.weight", d.width()),
                vector(block, "ln_2.bias", d.width()),
                matrix(block, "mlp.c_fc", d.width(), d.feedForwardWidth()),
                matrix(block, "mlp.c_proj", d.feedForwardWidth(), d.width()));
    }

    private static Vector vector(String block, String name, long width) {
        return new Vector(name, TensorSpec.of(block + name, width), 0);
    }

    private static Matrix matrix(String block, String name, long inputs, long outputs) {
        return new Matrix(
                name,
                Orientation.INPUTS_FIRST,
                List.of(TensorSpec.of(block + name + ".weight", inputs, outputs)),
                List.of(TensorSpec.of(block + name + ".bias", outputs)));
    }
}
