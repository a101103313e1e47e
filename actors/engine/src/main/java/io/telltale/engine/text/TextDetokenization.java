package io.telltale.engine.text;

import io.telltale.spi.TokenIds;
import java.util.Optional;

/**
 * Decodes tokens that are text, some of which may stand for single bytes.
 *
 * <p>A tokenizer spells a token by the one before it, so every token is decoded together with that one. A run of bytes is
 * text if all of it is UTF-8; otherwise every one of its bytes is U+FFFD. So a run is decoded when it has ended.
 */
final class TextDetokenization implements Detokenization {

    private static final String MALFORMED = "\uFFFD";

    /** Runs are longer than this in no text but one that has no words; then what is text so far comes out. */
    private static final int LONGEST_WAIT_BYTES = 32;

    private final Tokenizer tokenizer;
    private final Vocabulary vocabulary;
    private TokenIds before = TokenIds.of();
    private TokenIds run = TokenIds.of();
    private Utf8Stream runText = new Utf8Stream();
    private boolean runIsBroken;

    TextDetokenization(Tokenizer tokenizer, TokenIds context) {
        this.tokenizer = tokenizer;
        this.vocabulary = tokenizer.vocabulary();
        this.before = end(context);
    }

    /** The last token of a context that is written, and all bytes before it if it is one. */
    private TokenIds end(TokenIds context) {
        TokenIds end = TokenIds.of();
        for (int i = context.size() - 1; i >= 0 && end.size() < LONGEST_WAIT_BYTES; i--) {
            int id = context.at(i);
            if (vocabulary.isWritten(id)) {
                if (!end.isEmpty() && vocabulary.singleByte(id).isEmpty()) {
                    break;
                }
                end = TokenIds.of(id).plus(end.toArray());
                if (vocabulary.singleByte(id).isEmpty()) {
                    break;
                }
            }
        }
        return end;
    }

    @Override
    public String push(int id) {
        if (!vocabulary.isWritten(id)) {
            return "";
        }
        Optional<Byte> value = vocabulary.singleByte(id);
        return value.isPresent() ? pushByte(id, value.get()) : finish() + written(TokenIds.of(id));
    }

    private String pushByte(int id, byte value) {
        if (runIsBroken) {
            return MALFORMED;
        }
        run = run.plus(id);
        String completed = runText.push(new byte[] {value});
        if (runText.isMalformed()) {
            runIsBroken = true;
            return written(run);
        }
        boolean waitsTooLong = run.size() >= LONGEST_WAIT_BYTES && !completed.isEmpty();
        return waitsTooLong ? finish() : "";
    }

    @Override
    public String finish() {
        String text = run.isEmpty() || runIsBroken ? "" : written(run);
        run = TokenIds.of();
        runText = new Utf8Stream();
        runIsBroken = false;
        return text;
    }

    /** What tokens add to the text of those before them. */
    private String written(TokenIds ids) {
        String earlier = tokenizer.decode(before);
        String together = tokenizer.decode(before.plus(ids.toArray()));
        before = ids;
        int shared = 0;
        while (shared < Math.min(earlier.length(), together.length())
                && earlier.charAt(shared) == together.charAt(shared)) {
            shared++;
        }
        return together.substring(shared);
    }
}
