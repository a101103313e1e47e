package io.telltale.runtime;

import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.safetensors.NamedTensor;
import io.telltale.engine.safetensors.SafetensorsWriter;
import io.telltale.spi.FloatMatrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A Llama of a few thousand seeded random weights, without a tokenizer. */
public final class TinyCheckpoint {

    static final int WIDTH = 16;
    static final int VOCABULARY = 64;

    private static final int FEED_FORWARD = 32;
    private static final int LAYERS = 3;
    private static final float SPREAD = 0.4f;

    private final Random random = new Random(7);
    private final List<NamedTensor> tensors = new ArrayList<>();

    /** Writes the checkpoint into a folder and opens it. */
    public static Checkpoint in(Path folder) throws IOException {
        new TinyCheckpoint().write(folder);
        return Checkpoint.open(folder);
    }

    private void write(Path folder) throws IOException {
        Files.writeString(folder.resolve("config.json"), """
                {"architectures": ["LlamaForCausalLM"], "model_type": "llama", "hidden_size": 16,
                 "intermediate_size": 32, "num_hidden_layers": 3, "num_attention_heads": 2,
                 "num_key_value_heads": 1, "vocab_size": 64, "max_position_embeddings": 256,
                 "rms_norm_eps": 1e-5, "rope_theta": 10000.0, "hidden_act": "silu",
                 "tie_word_embeddings": false, "bos_token_id": 1, "eos_token_id": 0}
                """);
        matrix("model.embed_tokens.weight", VOCABULARY, WIDTH);
        for (int layer = 0; layer < LAYERS; layer++) {
            String block = "model.layers." + layer + ".";
            ones(block + "input_layernorm.weight");
            matrix(block + "self_attn.q_proj.weight", WIDTH, WIDTH);
            matrix(block + "self_attn.k_proj.weight", WIDTH / 2, WIDTH);
            matrix(block + "self_attn.v_proj.weight", WIDTH / 2, WIDTH);
            matrix(block + "self_attn.o_proj.weight", WIDTH, WIDTH);
            ones(block + "post_attention_layernorm.weight");
            matrix(block + "mlp.gate_proj.weight", FEED_FORWARD, WIDTH);
            matrix(block + "mlp.up_proj.weight", FEED_FORWARD, WIDTH);
            matrix(block + "mlp.down_proj.weight", WIDTH, FEED_FORWARD);
        }
        ones("model.norm.weight");
        matrix("lm_head.weight", VOCABULARY, WIDTH);
        SafetensorsWriter.write(folder.resolve("model.safetensors"), tensors, Map.of("format", "pt"));
    }

    private void matrix(String name, int rows, int columns) {
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian() * SPREAD;
        }
        tensors.add(NamedTensor.matrix(name, FloatMatrix.owning(rows, columns, values)));
    }

    private void ones(String name) {
        float[] values = new float[WIDTH];
        java.util.Arrays.fill(values, 1);
        tensors.add(NamedTensor.vector(name, FloatMatrix.owning(1, WIDTH, values)));
    }
}
