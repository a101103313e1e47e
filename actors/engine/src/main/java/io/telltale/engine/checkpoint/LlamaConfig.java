package io.telltale.engine.checkpoint;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The configuration of a {@code LlamaForCausalLM}.
 *
 * @param epsilon of the root-mean-square normalisations
 * @param ropeTheta base of the rotary position embedding's wave lengths
 * @param outputEmbedding whether the unembedding is stored or is the token embedding
 */
public record LlamaConfig(Dimensions dimensions, double epsilon, double ropeTheta, OutputEmbedding outputEmbedding)
        implements ModelConfig {

    public static final String ARCHITECTURE = "LlamaForCausalLM";

    private static final String ACTIVATION = "silu";
    private static final double DEFAULT_ROPE_THETA = 10_000;

    static LlamaConfig read(ConfigFile file, int storedTensors) {
        for (String bias : List.of("attention_bias", "mlp_bias")) {
            file.refuse(bias, file.flag(bias, false));
        }
        file.requireText("hidden_act", ACTIVATION);
        file.refuse("partial_rotary_factor", file.number("partial_rotary_factor", 1) != 1);
        int width = file.positive("hidden_size");
        int heads = file.positive("num_attention_heads");
        var dimensions = new Dimensions(
                file.layers("num_hidden_layers", storedTensors),
                width,
                heads,
                file.positive("num_key_value_heads", heads),
                headWidth(file, width, heads),
                file.positive("intermediate_size"),
                file.positive("vocab_size"),
                file.positive("max_position_embeddings"));
        return new LlamaConfig(
                dimensions, file.positiveNumber("rms_norm_eps"), ropeTheta(file), OutputEmbedding.read(file, false));
    }

    private static int headWidth(ConfigFile file, int width, int heads) {
        if (!file.has("head_dim") && width % heads != 0) {
            throw file.invalid("hidden_size " + width + " is not a multiple of num_attention_heads " + heads);
        }
        int headWidth = file.positive("head_dim", width / heads);
        if (headWidth % 2 != 0) {
            throw file.invalid("head_dim " + headWidth + " is odd: a rotary position embedding turns pairs");
        }
        return headWidth;
    }

    /** Newer checkpoints keep the base in {@code rope_parameters}, older ones beside {@code rope_scaling}. */
    private static double ropeTheta(ConfigFile file) {
        for (String scaling : List.of("rope_scaling", "rope_parameters")) {
            ConfigFile nested = file.nested(scaling);
            for (String type : List.of("rope_type", "type")) {
                nested.requireText(type, "default");
            }
            nested.refuse("factor", nested.number("factor", 1) != 1);
            nested.refuse("partial_rotary_factor", nested.number("partial_rotary_factor", 1) != 1);
        }
        ConfigFile holder = file.has("rope_theta") ? file : file.nested("rope_parameters");
        return holder.has("rope_theta") ? holder.positiveNumber("rope_theta") : DEFAULT_ROPE_THETA;
    }

    @Override
    public String architecture() {
        return ARCHITECTURE;
    }

    @Override
    public String activation() {
        return ACTIVATION;
    }

    @Override
    public WeightLayout layout() {
        Dimensions d = dimensions;
        var embedding = TensorSpec.of("model.embed_tokens.weight", d.vocabularySize(), d.width());
        return new WeightLayout(
                List.of(embedding),
                IntStream.range(0, d.layers()).mapToObj(this::block).toList(),
                List.of(
                        TensorSpec.of("model.norm.weight", d.width()),
                        outputEmbedding.stored("lm_head.weight", embedding)));
    }

    private List<TensorSpec> block(int layer) {
        Dimensions d = dimensions;
        String block = "model.layers." + layer + ".";
        long queryWidth = (long) d.heads() * d.headWidth();
        long keyWidth = (long) d.keyValueHeads() * d.headWidth();
        return List.of(
                TensorSpec.of(block + "input_layernorm.weight", d.width()),
                TensorSpec.of(block + "self_attn.q_proj.weight", queryWidth, d.width()),
                TensorSpec.of(block + "self_attn.k_proj.weight", keyWidth, d.width()),
                TensorSpec.of(block + "self_attn.v_proj.weight", keyWidth, d.width()),
                TensorSpec.of(block + "self_attn.o_proj.weight", d.width(), queryWidth),
                TensorSpec.of(block + "post_attention_layernorm.weight", d.width()),
                TensorSpec.of(block + "mlp.gate_proj.weight", d.feedForwardWidth(), d.width()),
                TensorSpec.of(block + "mlp.up_proj.weight", d.feedForwardWidth(), d.width()),
                TensorSpec.of(block + "mlp.down_proj.weight", d.width(), d.feedForwardWidth()));
    }
}
