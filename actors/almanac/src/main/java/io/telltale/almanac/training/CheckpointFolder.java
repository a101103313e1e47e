package io.telltale.almanac.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.telltale.almanac.ShippedModel;
import io.telltale.almanac.tokenizer.BytePairTokenizer;
import io.telltale.almanac.tokenizer.SpecialTokens;
import io.telltale.almanac.tokenizer.TokenizerFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a checkpoint in the layout of Hugging Face transformers. */
final class CheckpointFolder {

    static final String WEIGHTS = "model.safetensors";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ShippedModel model;
    private final LlamaShape shape;
    private final BytePairTokenizer tokenizer;

    CheckpointFolder(ShippedModel model, LlamaShape shape, BytePairTokenizer tokenizer) {
        this.model = model;
        this.shape = shape;
        this.tokenizer = tokenizer;
    }

    void write(Path folder, NamedTensors weights) throws IOException {
        Files.createDirectories(folder);
        weights.write(folder.resolve(WEIGHTS));
        var writer = JSON.writerWithDefaultPrettyPrinter();
        writer.writeValue(folder.resolve("config.json").toFile(), configuration());
        writer.writeValue(folder.resolve("generation_config.json").toFile(), generation());
        TokenizerFiles.write(folder, tokenizer, tokenizerSettings());
    }

    private String endToken() {
        return switch (model) {
            case BASE -> SpecialTokens.END_OF_TEXT;
            case CHAT -> SpecialTokens.END;
        };
    }

    private TokenizerFiles.Settings tokenizerSettings() {
        return switch (model) {
            case BASE -> new TokenizerFiles.Settings("", endToken(), shape.maxPositions());
            case CHAT -> new TokenizerFiles.Settings(DialogueTemplate.JINJA, endToken(), shape.maxPositions());
        };
    }

    private ObjectNode configuration() {
        ObjectNode root = JSON.createObjectNode();
        root.putArray("architectures").add("LlamaForCausalLM");
        root.put("model_type", "llama").put("hidden_act", "silu").put("torch_dtype", "float32");
        root.put("vocab_size", shape.vocabularySize()).put("hidden_size", shape.hiddenSize());
        root.put("intermediate_size", shape.intermediateSize()).put("num_hidden_layers", shape.layers());
        root.put("num_attention_heads", shape.heads()).put("num_key_value_heads", shape.heads());
        root.put("head_dim", shape.headDimension()).put("max_position_embeddings", shape.maxPositions());
        root.put("rms_norm_eps", 1e-5).put("rope_theta", 10_000.0).putNull("rope_scaling");
        root.put("attention_bias", false).put("mlp_bias", false).put("attention_dropout", 0.0);
        root.put("tie_word_embeddings", true).put("use_cache", true).put("initializer_range", 0.02);
        root.put("bos_token_id", tokenizer.id(SpecialTokens.END_OF_TEXT)).put("eos_token_id", tokenizer.id(endToken()));
        return root;
    }

    private ObjectNode generation() {
        ObjectNode root = JSON.createObjectNode();
        root.put("bos_token_id", tokenizer.id(SpecialTokens.END_OF_TEXT));
        root.putArray("eos_token_id")
                .add(tokenizer.id(SpecialTokens.END_OF_TEXT))
                .add(tokenizer.id(SpecialTokens.END));
        root.put("pad_token_id", tokenizer.id(SpecialTokens.END_OF_TEXT)).put("do_sample", false);
        return root;
    }
}
