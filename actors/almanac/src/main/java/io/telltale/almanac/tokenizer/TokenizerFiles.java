package io.telltale.almanac.tokenizer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;

/** Writes a tokenizer in the layout that Hugging Face tokenizers load. */
public final class TokenizerFiles {

    private static final ObjectMapper JSON = new ObjectMapper();

    private TokenizerFiles() {}

    /**
     * Writes {@code tokenizer.json}, {@code tokenizer_config.json} and {@code special_tokens_map.json}.
     *
     * @param settings the chat template and the token that ends an answer
     */
    public static void write(Path folder, BytePairTokenizer tokenizer, Settings settings) throws IOException {
        var writer = JSON.writerWithDefaultPrettyPrinter();
        writer.writeValue(folder.resolve("tokenizer.json").toFile(), model(tokenizer));
        writer.writeValue(folder.resolve("tokenizer_config.json").toFile(), configuration(settings));
        writer.writeValue(folder.resolve("special_tokens_map.json").toFile(), specialTokens(settings));
    }

    /**
     * What the configuration adds to the vocabulary.
     *
     * @param chatTemplate a Jinja template; empty for a model without dialogues
     * @param endToken ends an answer
     */
    public record Settings(String chatTemplate, String endToken, int maxPositions) {}

    private static ObjectNode model(BytePairTokenizer tokenizer) {
        ObjectNode root = JSON.createObjectNode().put("version", "1.0");
        root.putNull("truncation").putNull("padding");
        var added = root.putArray("added_tokens");
        for (String token : SpecialTokens.ALL) {
            added.add(special(token).put("id", tokenizer.id(token)));
        }
        root.putNull("normalizer");
        root.set("pre_tokenizer", byteLevel());
        root.set("post_processor", byteLevel());
        root.set("decoder", byteLevel());
        ObjectNode model = root.putObject("model").put("type", "BPE");
        model.putNull("dropout")
                .putNull("unk_token")
                .putNull("continuing_subword_prefix")
                .putNull("end_of_word_suffix");
        model.put("fuse_unk", false).put("byte_fallback", false).put("ignore_merges", false);
        ObjectNode vocabulary = model.putObject("vocab");
        tokenizer.vocabulary().forEach(vocabulary::put);
        var merges = model.putArray("merges");
        tokenizer.merges().forEach(merge -> merges.add(merge.left() + " " + merge.right()));
        return root;
    }

    private static ObjectNode special(String token) {
        return JSON.createObjectNode()
                .put("content", token)
                .put("single_word", false)
                .put("lstrip", false)
                .put("rstrip", false)
                .put("normalized", false)
                .put("special", true);
    }

    private static ObjectNode byteLevel() {
        return JSON.createObjectNode()
                .put("type", "ByteLevel")
                .put("add_prefix_space", false)
                .put("trim_offsets", true)
                .put("use_regex", true);
    }

    private static ObjectNode configuration(Settings settings) {
        ObjectNode root = specialTokens(settings)
                .put("tokenizer_class", "PreTrainedTokenizerFast")
                .put("model_max_length", settings.maxPositions())
                .put("add_bos_token", false)
                .put("add_eos_token", false)
                .put("clean_up_tokenization_spaces", false);
        if (!settings.chatTemplate().isEmpty()) {
            root.put("chat_template", settings.chatTemplate());
        }
        return root;
    }

    private static ObjectNode specialTokens(Settings settings) {
        return JSON.createObjectNode()
                .put("bos_token", SpecialTokens.END_OF_TEXT)
                .put("eos_token", settings.endToken())
                .put("pad_token", SpecialTokens.END_OF_TEXT);
    }
}
