package io.telltale.benchmarks;

import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.safetensors.StoredFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A Llama of seeded random weights, without a tokenizer: its speed is that of a trained one of the same shape. Every weight
 * is a bfloat16 number, so that the same model can be stored in any format.
 */
record SyntheticCheckpoint(LlamaShape shape, StoredFormat format) {

    /** What ends an answer lies outside the vocabulary, so that every answer is as long as it was asked to be. */
    private static final String NEVER_ENDING = "{\"eos_token_id\": " + Integer.MAX_VALUE + "}";

    /** A model that is stored in float32. */
    SyntheticCheckpoint(LlamaShape shape) {
        this(shape, StoredFormat.F32);
    }

    /** Writes the checkpoint into a folder and opens it. */
    Checkpoint writeTo(Path folder) throws IOException {
        Files.writeString(folder.resolve("config.json"), config());
        Files.writeString(folder.resolve("generation_config.json"), NEVER_ENDING);
        RandomTensors.write(folder.resolve("model.safetensors"), format, tensors());
        return Checkpoint.open(folder);
    }

    private String config() {
        return """
                {"architectures": ["LlamaForCausalLM"], "model_type": "llama", "hidden_size": %d,
                 "intermediate_size": %d, "num_hidden_layers": %d, "num_attention_heads": %d,
                 "num_key_value_heads": %d, "vocab_size": %d, "max_position_embeddings": %d,
                 "rms_norm_eps": 1e-5, "rope_theta": 10000.0, "hidden_act": "silu",
                 "bos_token_id": 0, "eos_token_id": 0, "tie_word_embeddings": %b}
                """.formatted(
                        shape.width(),
                        shape.feedForward(),
                        shape.layers(),
                        shape.heads(),
                        shape.keyValueHeads(),
                        shape.vocabulary(),
                        LlamaShape.CONTEXT,
                        shape.output() == LlamaShape.Output.TIED);
    }

    /** Returns the shapes of all tensors, in the order of the file. */
    private Map<String, List<Integer>> tensors() {
        Map<String, List<Integer>> tensors = new LinkedHashMap<>();
        List<Integer> gain = List.of(shape.width());
        tensors.put("model.embed_tokens.weight", List.of(shape.vocabulary(), shape.width()));
        for (int layer = 0; layer < shape.layers(); layer++) {
            String block = "model.layers." + layer + ".";
            tensors.put(block + "input_layernorm.weight", gain);
            tensors.put(block + "self_attn.q_proj.weight", List.of(shape.width(), shape.width()));
            tensors.put(block + "self_attn.k_proj.weight", List.of(shape.keyValueWidth(), shape.width()));
            tensors.put(block + "self_attn.v_proj.weight", List.of(shape.keyValueWidth(), shape.width()));
            tensors.put(block + "self_attn.o_proj.weight", List.of(shape.width(), shape.width()));
            tensors.put(block + "post_attention_layernorm.weight", gain);
            tensors.put(block + "mlp.gate_proj.weight", List.of(shape.feedForward(), shape.width()));
            tensors.put(block + "mlp.up_proj.weight", List.of(shape.feedForward(), shape.width()));
            tensors.put(block + "mlp.down_proj.weight", List.of(shape.width(), shape.feedForward()));
        }
        tensors.put("model.norm.weight", gain);
        if (shape.output() == LlamaShape.Output.OWN) {
            tensors.put("lm_head.weight", List.of(shape.vocabulary(), shape.width()));
        }
        return tensors;
    }
}
