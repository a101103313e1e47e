package io.telltale.engine.text;

import io.telltale.spi.TokenIds;

/**
 * Decodes a sequence token by token.
 *
 * <p>All pieces together are the decoded sequence. A character whose bytes are spread over several tokens comes out whole,
 * with the last of them or with the token after it. What a token costs does not depend on how many came before. For one
 * thread at a time.
 */
public final class StreamingDetokenizer {

    private final Detokenization detokenization;

    StreamingDetokenizer(Tokenizer tokenizer, TokenIds context) {
        Vocabulary vocabulary = tokenizer.vocabulary();
        this.detokenization = switch (vocabulary.spelling()) {
            case BYTES -> new ByteDetokenization(vocabulary, context);
            case TEXT_AND_BYTES, TEXT -> new TextDetokenization(tokenizer, context);
        };
    }

    /** Takes the next token and returns the text that it completes; empty if it completes none. */
    public String push(int id) {
        return detokenization.push(id);
    }

    /** Returns what is still waiting, complete or not; the stream is at its end. */
    public String finish() {
        return detokenization.finish();
    }
}
