package io.telltale.almanac.training;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The dimensions of a Llama checkpoint with tied embeddings and as many key-value heads as query heads.
 *
 * @param vocabularySize number of tokens, V
 * @param hiddenSize width of the residual stream, D
 * @param layers number of blocks
 * @param heads number of attention heads, H; divides D into an even head dimension
 * @param intermediateSize width of the feed-forward layer, F
 * @param maxPositions longest sequence the rotary tables cover
 */
public record LlamaShape(
        int vocabularySize, int hiddenSize, int layers, int heads, int intermediateSize, int maxPositions) {

    public LlamaShape {
        if (hiddenSize % heads != 0 || (hiddenSize / heads) % 2 != 0) {
            throw new IllegalArgumentException(
                    "hidden size " + hiddenSize + " must split into " + heads + " heads of even width");
        }
    }

    /** The dimensions of the shipped checkpoints: 2.2 million parameters with 2,048 tokens. */
    static LlamaShape almanac(int vocabularySize) {
        return new LlamaShape(vocabularySize, 192, 4, 4, 512, 256);
    }

    int headDimension() {
        return hiddenSize / heads;
    }

    /** Every tensor's Hugging Face name and shape, in the order in which the training script expects them. */
    Map<String, long[]> parameters() {
        var parameters = new LinkedHashMap<String, long[]>();
        parameters.put("model.embed_tokens.weight", new long[] {vocabularySize, hiddenSize});
        for (int layer = 0; layer < layers; layer++) {
            addLayer(parameters, "model.layers." + layer + ".");
        }
        parameters.put("model.norm.weight", new long[] {hiddenSize});
        return parameters;
    }

    private void addLayer(Map<String, long[]> parameters, String prefix) {
        parameters.put(prefix + "input_layernorm.weight", new long[] {hiddenSize});
        parameters.put(prefix + "self_attn.q_proj.weight", new long[] {hiddenSize, hiddenSize});
        parameters.put(prefix + "self_attn.k_proj.weight", new long[] {hiddenSize, hiddenSize});
        parameters.put(prefix + "self_attn.v_proj.weight", new long[] {hiddenSize, hiddenSize});
        parameters.put(prefix + "self_attn.o_proj.weight", new long[] {hiddenSize, hiddenSize});
        parameters.put(prefix + "post_attention_layernorm.weight", new long[] {hiddenSize});
        parameters.put(prefix + "mlp.gate_proj.weight", new long[] {intermediateSize, hiddenSize});
        parameters.put(prefix + "mlp.up_proj.weight", new long[] {intermediateSize, hiddenSize});
        parameters.put(prefix + "mlp.down_proj.weight", new long[] {hiddenSize, intermediateSize});
    }
}
