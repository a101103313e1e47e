package io.telltale.engine.architecture;

import io.telltale.engine.architecture.BlockShape.Kind;
import io.telltale.engine.architecture.Parameter.Matrix;
import io.telltale.engine.architecture.Parameter.Matrix.Orientation;
import io.telltale.engine.architecture.Parameter.Table;
import io.telltale.engine.architecture.Parameter.Vector;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** GPT-NeoX and Pythia (arXiv 2204.06745, 2304.01373). */
final class GptNeoX {

    static final String NAME = "GPTNeoXForCausalLM";
    private static final String PREFIX = "gpt_neox.";
    private static final double DEFAULT_ROTATED_SHARE = 0.25;

    private GptNeoX() {}

    static ModelConfig read(ConfigFile file, StoredTensors stored) {
        Dimensions dimensions = dimensions(file, stored);
        Kind kind = file.flag("use_parallel_residual", true) ? Kind.PARALLEL : Kind.DENSE;
        boolean attentionBias = file.flag("attention_bias", true);
        return new ModelConfig(
                NAME,
                "gpt_neox",
                dimensions,
                Arithmetic.plain(
                        file.positiveNumber("layer_norm_eps"),
                        LlamaKeys.activation(file, "hidden_act", "gelu"),
                        dimensions.headWidth()),
                Collections.nCopies(dimensions.layers(), BlockShape.PLAIN.withKind(kind)),
                List.of(rotary(file, dimensions)),
                Experts.NONE,
                layout(dimensions, attentionBias, OutputEmbedding.read(file, false)));
    }

    private static Dimensions dimensions(ConfigFile file, StoredTensors stored) {
        int width = file.positive("hidden_size");
        int heads = file.positive("num_attention_heads");
        if (width % heads != 0) {
            throw file.invalid("hidden_size " + width + " is not a multiple of num_attention_heads " + heads);
        }
        return new Dimensions(
                file.layers("num_hidden_layers", stored.count()),
                width,
                heads,
                heads,
                width / heads,
                file.positive("intermediate_size"),
                file.positive("vocab_size"),
                file.positive("max_position_embeddings"));
    }

    /** Older files have names of their own for the base and for the share of a head that rotates. */
    private static RotaryEmbedding rotary(ConfigFile file, Dimensions dimensions) {
        ConfigFile settings = RotaryKeys.settings(file);
        double theta =
                settings.positiveNumber("rope_theta", file.positiveNumber("rotary_emb_base", RotaryKeys.DEFAULT_THETA));
        int rotated = settings.has("partial_rotary_factor")
                ? RotaryKeys.rotated(settings, "partial_rotary_factor", 1, dimensions)
                : RotaryKeys.rotated(file, "rotary_pct", DEFAULT_ROTATED_SHARE, dimensions);
        return new RotaryKeys(file, settings, theta, rotated).read();
    }

    private static WeightLayout layout(Dimensions d, boolean attentionBias, OutputEmbedding output) {
        var tokens = TensorSpec.of(PREFIX + "embed_in.weight", d.vocabularySize(), d.width());
        return new WeightLayout(
                List.of(new Table("tokens", tokens)),
                IntStream.range(0, d.layers())
                        .mapToObj(layer -> block(d, PREFIX + "layers." + layer + ".", attentionBias))
                        .toList(),
                List.of(
                        new Vector("norm.weight", TensorSpec.of(PREFIX + "final_layer_norm.weight", d.width()), 0),
                        new Vector("norm.bias", TensorSpec.of(PREFIX + "final_layer_norm.bias", d.width()), 0),
                        LlamaWeights.unembedding(output.stored("embed_out.weight", tokens))));
    }

    private static List<Parameter> block(Dimensions d, String block, boolean attentionBias) {
        return List.of(
                vector(block, "input_layernorm.weight", d.width()),
                vector(block, "input_layernorm.bias", d.width()),
                matrix(block, "attention.query_key_value", 3L * d.width(), d.width(), attentionBias),
                matrix(block, "attention.dense", d.width(), d.width(), attentionBias),
                vector(block, "post_attention_layernorm.weight", d.width()),
                vector(block, "post_attention_layernorm.bias", d.width()),
                matrix(block, "mlp.dense_h_to_4h", d.feedForwardWidth(), d.width(), true),
                matrix(block, "mlp.dense_4h_to_h", d.width(), d.feedForwardWidth(), true));
    }

    private static Vector vector(String block, String name, long width) {
        return new Vector(name, TensorSpec.of(block + name, width), 0);
    }

    private static Matrix matrix(String block, String name, long outputs, long inputs, boolean bias) {
        return new Matrix(
                name,
                Orientation.OUTPUTS_FIRST,
                List.of(TensorSpec.of(block + name + ".weight", outputs, inputs)),
                bias ? List.of(TensorSpec.of(block + name + ".bias", outputs)) : List.of());
    }
}
