package io.telltale.engine.text;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.telltale.engine.EngineException;
import io.telltale.engine.EngineException.Code;
import io.telltale.spi.TokenIds;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.Cleaner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * A Hugging Face tokenizer, as its {@code tokenizer.json} describes it.
 *
 * <p>Text of any length is encoded whole. Safe for use by several threads.
 */
public final class Tokenizer {

    private static final Cleaner CLEANER = Cleaner.create();

    /** Without the first, the library cuts every text at 512 tokens. */
    private static final Map<String, String> OPTIONS = Map.of("truncation", "false", "padding", "false");

    private final HuggingFaceTokenizer library;

    private Tokenizer(HuggingFaceTokenizer library) {
        this.library = library;
        CLEANER.register(this, library::close);
    }

    /**
     * Loads a tokenizer; takes about 150 ms the first time.
     *
     * @param file a {@code tokenizer.json}
     * @throws EngineException if it cannot be read or does not describe a tokenizer
     */
    public static Tokenizer open(Path file) {
        try (InputStream json = Files.newInputStream(file)) {
            return new Tokenizer(HuggingFaceTokenizer.newInstance(json, OPTIONS));
        } catch (IOException | RuntimeException failed) {
            throw new EngineException(
                    Code.TOKENIZER_CORRUPT, "cannot load the tokenizer " + file + ": " + failed.getMessage(), failed);
        }
    }

    /** Encodes a text as a prompt: with the special tokens that the tokenizer puts around one, such as its first. */
    public TokenIds encode(String text) {
        return encode(text, true);
    }

    /** Encodes a text that holds its special tokens already, such as a rendered chat template. */
    public TokenIds encodeRendered(String text) {
        return encode(text, false);
    }

    private TokenIds encode(String text, boolean addSpecialTokens) {
        long[] ids = library.encode(text, addSpecialTokens, false).getIds();
        return TokenIds.of(Arrays.stream(ids).mapToInt(Math::toIntExact).toArray());
    }

    /** Decodes ids to text, leaving special tokens out. */
    public String decode(TokenIds ids) {
        return decode(ids, true);
    }

    /** Decodes ids to text in which special tokens are spelt out: what one token looks like on a screen. */
    public String decodeVerbatim(TokenIds ids) {
        return decode(ids, false);
    }

    private String decode(TokenIds ids, boolean skipSpecialTokens) {
        return ids.isEmpty() ? "" : library.decode(ids.stream().asLongStream().toArray(), skipSpecialTokens);
    }

    /** Starts decoding a sequence of its own. */
    public StreamingDetokenizer newStream() {
        return newStream(TokenIds.of());
    }

    /**
     * Starts decoding what follows other tokens, so that a space between them and the text is kept.
     *
     * @param context tokens before the stream; they are not decoded again
     */
    public StreamingDetokenizer newStream(TokenIds context) {
        return new StreamingDetokenizer(this, context);
    }
}
