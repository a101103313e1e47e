package io.telltale.benchmarks;

import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.safetensors.NamedTensor;
import io.telltale.engine.safetensors.SafetensorsWriter;
import io.telltale.spi.FloatMatrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A Llama of seeded random weights, without a tokenizer: its speed is that of a trained one of the same shape.
 *
 * @param width of the residual stream, a multiple of {@value #HEAD_WIDTH}
 */
record SyntheticCheckpoint(int layers, int width, int vocabulary) {

    static final int CONTEXT = 2048;

    private static final int HEAD_WIDTH = 16;
    private static final int WIDE_HEAD_WIDTH = 64;
    private static final int FEED_FORWARD_EIGHTHS = 21;
    private static final double GAIN = 0.8;

    SyntheticCheckpoint {
        if (layers < 1 || vocabulary < 2) {
            throw new IllegalArgumentException(
                    "a model needs a layer and two tokens, not " + layers + " and " + vocabulary);
        }
        if (width < HEAD_WIDTH || width % HEAD_WIDTH != 0) {
            throw new IllegalArgumentException("the width must be a multiple of " + HEAD_WIDTH + ", not " + width);
        }
    }

    /** Writes the checkpoint into a folder and opens it. */
    Checkpoint writeTo(Path folder) throws IOException {
        Files.writeString(folder.resolve("config.json"), config());
        SafetensorsWriter.write(folder.resolve("model.safetensors"), tensors(), Map.of("format", "pt"));
        return Checkpoint.open(folder);
    }

    /** Returns the bytes of weights that a decode step reads: all but the table of embeddings, of which it reads a row. */
    long bytesPerToken() {
        long perLayer = 4L * width * width + 3L * width * feedForward() + 2L * width;
        return Float.BYTES * (layers * perLayer + (long) vocabulary * width + width);
    }

    private int feedForward() {
        return width * FEED_FORWARD_EIGHTHS / 8;
    }

    private int heads() {
        return width % WIDE_HEAD_WIDTH == 0 ? width / WIDE_HEAD_WIDTH : width / HEAD_WIDTH;
    }

    private String config() {
        return """
                {"architectures": ["LlamaForCausalLM"], "model_type": "llama", "hidden_size": %d,
                 "intermediate_size": %d, "num_hidden_layers": %d, "num_attention_heads": %d,
                 "num_key_value_heads": %d, "vocab_size": %d, "max_position_embeddings": %d,
                 "rms_norm_eps": 1e-5, "rope_theta": 10000.0, "hidden_act": "silu",
                 "tie_word_embeddings": false}
                """.formatted(width, feedForward(), layers, heads(), heads(), vocabulary, CONTEXT);
    }

    private List<NamedTensor> tensors() {
        SplittableRandom random = new SplittableRandom(7);
        List<NamedTensor> tensors = new ArrayList<>();
        tensors.add(matrix(random, "model.embed_tokens.weight", vocabulary, width));
        for (int layer = 0; layer < layers; layer++) {
            String block = "model.layers." + layer + ".";
            tensors.add(ones(block + "input_layernorm.weight"));
            for (String projection : List.of("q_proj", "k_proj", "v_proj", "o_proj")) {
                tensors.add(matrix(random, block + "self_attn." + projection + ".weight", width, width));
            }
            tensors.add(ones(block + "post_attention_layernorm.weight"));
            tensors.add(matrix(random, block + "mlp.gate_proj.weight", feedForward(), width));
            tensors.add(matrix(random, block + "mlp.up_proj.weight", feedForward(), width));
            tensors.add(matrix(random, block + "mlp.down_proj.weight", width, feedForward()));
        }
        tensors.add(ones("model.norm.weight"));
        tensors.add(matrix(random, "lm_head.weight", vocabulary, width));
        return tensors;
    }

    /** Uniform values with the variance that keeps a signal's size. */
    private static NamedTensor matrix(SplittableRandom random, String name, int rows, int columns) {
        double reach = GAIN * Math.sqrt(3.0 / columns);
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-reach, reach);
        }
        return NamedTensor.matrix(name, FloatMatrix.owning(rows, columns, values));
    }

    private NamedTensor ones(String name) {
        float[] values = new float[width];
        Arrays.fill(values, 1);
        return NamedTensor.vector(name, FloatMatrix.owning(1, width, values));
    }
}
