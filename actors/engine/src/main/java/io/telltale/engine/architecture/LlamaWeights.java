package io.telltale.engine.architecture;

import io.telltale.engine.architecture.Parameter.Matrix;
import io.telltale.engine.architecture.Parameter.Matrix.Orientation;
import io.telltale.engine.architecture.Parameter.Table;
import io.telltale.engine.architecture.Parameter.Vector;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Weights under the names that Llama gave them and most families after it kept.
 *
 * @param plus what is added to every stored gain
 */
record LlamaWeights(Dimensions dimensions, double plus) {

    /** Whether matrices have biases. */
    enum Bias {
        NONE,
        STORED;

        static Bias read(ConfigFile file, String key) {
            return file.flag(key, false) ? STORED : NONE;
        }
    }

    LlamaWeights(Dimensions dimensions) {
        this(dimensions, 0);
    }

    /** The gain of a normalisation over the residual stream. */
    Vector gain(int layer, String name) {
        return gain(layer, name, dimensions.width());
    }

    Vector gain(int layer, String name, long width) {
        return new Vector(name, TensorSpec.of(stored(layer, name) + ".weight", width), plus);
    }

    /** The matrix that makes queries, keys and values, stored as three. */
    Matrix queriesKeysValues(int layer, Bias bias) {
        long queries = (long) dimensions.heads() * dimensions.headWidth();
        long keys = (long) dimensions.keyValueHeads() * dimensions.headWidth();
        return new Matrix(
                "self_attn.qkv_proj",
                Orientation.OUTPUTS_FIRST,
                List.of(
                        matrix(layer, "self_attn.q_proj", queries, dimensions.width()),
                        matrix(layer, "self_attn.k_proj", keys, dimensions.width()),
                        matrix(layer, "self_attn.v_proj", keys, dimensions.width())),
                biases(
                        bias,
                        bias(layer, "self_attn.q_proj", queries),
                        bias(layer, "self_attn.k_proj", keys),
                        bias(layer, "self_attn.v_proj", keys)));
    }

    /** The matrix behind the attention. */
    Matrix attentionOutput(int layer, Bias bias) {
        return single(
                layer,
                "self_attn.o_proj",
                bias,
                dimensions.width(),
                (long) dimensions.heads() * dimensions.headWidth());
    }

    /** The matrices of a gated feed-forward layer. */
    List<Parameter> feedForward(int layer, Bias bias) {
        long inner = dimensions.feedForwardWidth();
        return List.of(
                new Matrix(
                        "mlp.gate_up_proj",
                        Orientation.OUTPUTS_FIRST,
                        List.of(
                                matrix(layer, "mlp.gate_proj", inner, dimensions.width()),
                                matrix(layer, "mlp.up_proj", inner, dimensions.width())),
                        biases(bias, bias(layer, "mlp.gate_proj", inner), bias(layer, "mlp.up_proj", inner))),
                single(layer, "mlp.down_proj", bias, dimensions.width(), inner));
    }

    /**
     * The matrices of one expert.
     *
     * @param stored names of its gate, up and down matrices
     */
    Stream<Parameter> expert(int layer, int expert, long inner, List<String> stored) {
        String name = "mlp.experts." + expert;
        return Stream.of(
                new Matrix(
                        name + ".gate_up_proj",
                        Orientation.OUTPUTS_FIRST,
                        List.of(
                                matrix(layer, stored.get(0), inner, dimensions.width()),
                                matrix(layer, stored.get(1), inner, dimensions.width())),
                        List.of()),
                new Matrix(
                        name + ".down_proj",
                        Orientation.OUTPUTS_FIRST,
                        List.of(matrix(layer, stored.get(2), dimensions.width(), inner)),
                        List.of()));
    }

    /** A matrix of its own. */
    Matrix single(int layer, String name, Bias bias, long outputs, long inputs) {
        return new Matrix(
                name,
                Orientation.OUTPUTS_FIRST,
                List.of(matrix(layer, name, outputs, inputs)),
                biases(bias, bias(layer, name, outputs)));
    }

    TensorSpec matrix(int layer, String name, long outputs, long inputs) {
        return TensorSpec.of(stored(layer, name) + ".weight", outputs, inputs);
    }

    private static TensorSpec bias(int layer, String name, long outputs) {
        return TensorSpec.of(stored(layer, name) + ".bias", outputs);
    }

    private static List<TensorSpec> biases(Bias bias, TensorSpec... stored) {
        return bias == Bias.STORED ? List.of(stored) : List.of();
    }

    private static String stored(int layer, String name) {
        return "model.layers." + layer + "." + name;
    }

    /** Puts blocks between the embedding and the head. */
    WeightLayout layout(IntFunction<List<Parameter>> block, OutputEmbedding output) {
        var embedding = TensorSpec.of("model.embed_tokens.weight", dimensions.vocabularySize(), dimensions.width());
        return new WeightLayout(
                List.of(new Table("tokens", embedding)),
                IntStream.range(0, dimensions.layers()).mapToObj(block).toList(),
                List.of(
                        new Vector("norm.weight", TensorSpec.of("model.norm.weight", dimensions.width()), plus),
                        unembedding(output.stored("lm_head.weight", embedding))));
    }

    /** The matrix that turns the last residual stream into logits. */
    static Matrix unembedding(TensorSpec stored) {
        return new Matrix("unembedding", Orientation.OUTPUTS_FIRST, List.of(stored), List.of());
    }
}
