package io.telltale.engine.text;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.telltale.engine.EngineException;
import io.telltale.engine.EngineException.Code;
import io.telltale.spi.TokenIds;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A Hugging Face tokenizer, as its {@code tokenizer.json} describes it.
 *
 * <p>Text of any length is encoded whole. Safe for use by several threads.
 */
public final class Tokenizer {

    private static final int REPLACEMENT = 0xFFFD;

    private static final Cleaner CLEANER = Cleaner.create();

    /** Without the first, the library cuts every text at 512 tokens. */
    private static final Map<String, String> OPTIONS = Map.of("truncation", "false", "padding", "false");

    private final HuggingFaceTokenizer library;
    private final Vocabulary vocabulary;

    private Tokenizer(HuggingFaceTokenizer library, Vocabulary vocabulary) {
        this.library = library;
        this.vocabulary = vocabulary;
        CLEANER.register(this, library::close);
    }

    /**
     * Loads a tokenizer; takes about 150 ms the first time.
     *
     * @param file a {@code tokenizer.json}
     * @throws EngineException if it cannot be read or does not describe a tokenizer
     */
    public static Tokenizer open(Path file) {
        try {
            byte[] json = Files.readAllBytes(file);
            Vocabulary vocabulary = VocabularyReader.read(json);
            return new Tokenizer(HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json), OPTIONS), vocabulary);
        } catch (IOException | RuntimeException failed) {
            throw new EngineException(
                    Code.TOKENIZER_CORRUPT, "cannot load the tokenizer " + file + ": " + reason(failed), failed);
        }
    }

    /** The first line says what is wrong, the others where the library keeps its input. */
    private static String reason(Exception failed) {
        return String.valueOf(failed.getMessage()).lines().findFirst().orElse("no reason given");
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
        long[] ids = library.encode(wellFormed(text), addSpecialTokens, false).getIds();
        return TokenIds.of(Arrays.stream(ids).mapToInt(Math::toIntExact).toArray());
    }

    /** Half a surrogate pair is no character; it becomes U+FFFD. */
    private static String wellFormed(String text) {
        return text.codePoints().noneMatch(Tokenizer::isLoneSurrogate)
                ? text
                : text.codePoints()
                        .map(character -> isLoneSurrogate(character) ? REPLACEMENT : character)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    private static boolean isLoneSurrogate(int character) {
        return character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
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

    /**
     * Finds the id of a token by its text, as {@code </s>}.
     *
     * @return empty if the text is not one token
     */
    public OptionalInt find(String token) {
        Optional<Integer> added = vocabulary.added(token);
        if (added.isPresent()) {
            return OptionalInt.of(added.get());
        }
        TokenIds ids = encodeRendered(token);
        boolean isOne = ids.size() == 1 && decodeVerbatim(ids).equals(token);
        return isOne ? OptionalInt.of(ids.at(0)) : OptionalInt.empty();
    }

    Vocabulary vocabulary() {
        return vocabulary;
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
