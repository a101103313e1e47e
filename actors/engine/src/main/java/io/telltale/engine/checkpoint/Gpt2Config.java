package io.telltale.engine.checkpoint;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The configuration of a {@code GPT2LMHeadModel}.
 *
 * @param epsilon of the layer normalisations
 * @param activation {@code gelu_new}, {@code gelu} or {@code relu}
 * @param outputEmbedding whether the unembedding is stored or is the token embedding
 * @param prefix of the stored names; {@code transformer.} or empty
 */
public record Gpt2Config(
        Dimensions dimensions, double epsilon, String activation, OutputEmbedding outputEmbedding, String prefix)
        implements ModelConfig {

    public static final String ARCHITECTURE = "GPT2LMHeadModel";

    static final String PREFIX = "transformer.";
    private static final int FEED_FORWARD_FACTOR = 4;

    static Gpt2Config read(ConfigFile file, int storedTensors) {
        file.requireText("activation_function", "gelu_new", "gelu", "relu");
        file.refuse("scale_attn_weights", !file.flag("scale_attn_weights", true));
        for (String variant :
                List.of("scale_attn_by_inverse_layer_idx", "reorder_and_upcast_attn", "add_cross_attention")) {
            file.refuse(variant, file.flag(variant, false));
        }
        int width = file.positive("n_embd");
        int heads = file.positive("n_head");
        if (width % heads != 0) {
            throw file.invalid("n_embd " + width + " is not a multiple of n_head " + heads);
        }
        var dimensions = new Dimensions(
                file.layers("n_layer", storedTensors),
                width,
                heads,
                heads,
                width / heads,
                file.positive("n_inner", FEED_FORWARD_FACTOR * width),
                file.positive("vocab_size"),
                file.positive("n_positions"));
        return new Gpt2Config(
                dimensions,
                file.positiveNumber("layer_norm_epsilon"),
                file.has("activation_function") ? file.text("activation_function") : "gelu_new",
                OutputEmbedding.read(file, true),
                PREFIX);
    }

    Gpt2Config withPrefix(String other) {
        return new Gpt2Config(dimensions, epsilon, activation, outputEmbedding, other);
    }

    @Override
    public String architecture() {
        return ARCHITECTURE;
    }

    @Override
    public WeightLayout layout() {
        Dimensions d = dimensions;
        var tokens = TensorSpec.of(prefix + "wte.weight", d.vocabularySize(), d.width());
        return new WeightLayout(
                List.of(tokens, TensorSpec.of(prefix + "wpe.weight", d.contextLength(), d.width())),
                IntStream.range(0, d.layers()).mapToObj(this::block).toList(),
                List.of(
                        TensorSpec.of(prefix + "ln_f.weight", d.width()),
                        TensorSpec.of(prefix + "ln_f.bias", d.width()),
                        outputEmbedding.stored("lm_head.weight", tokens)));
    }

    private List<TensorSpec> block(int layer) {
        int width = dimensions.width();
        int inner = dimensions.feedForwardWidth();
        String block = prefix + "h." + layer + ".";
        return List.of(
                TensorSpec.of(block + "ln_1.weight", width),
                TensorSpec.of(block + "ln_1.bias", width),
                TensorSpec.of(block + "attn.c_attn.weight", width, 3L * width),
                TensorSpec.of(block + "attn.c_attn.bias", 3L * width),
                TensorSpec.of(block + "attn.c_proj.weight", width, width),
                TensorSpec.of(block + "attn.c_proj.bias", width),
                TensorSpec.of(block + "ln_2.weight", width),
                TensorSpec.of(block + "ln_2.bias", width),
                TensorSpec.of(block + "mlp.c_fc.weight", width, inner),
                TensorSpec.of(block + "mlp.c_fc.bias", inner),
                TensorSpec.of(block + "mlp.c_proj.weight", inner, width),
                TensorSpec.of(block + "mlp.c_proj.bias", width));
    }
}
