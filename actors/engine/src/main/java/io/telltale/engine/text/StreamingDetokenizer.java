package io.telltale.engine.text;

import io.telltale.spi.TokenIds;

/**
 * Decodes a sequence token by token.
 *
 * <p>All pieces together are the decoded sequence. A character whose bytes are spread over several tokens comes out whole,
 * with the last of them. For one thread at a time.
 */
public final class StreamingDetokenizer {

    private static final String INCOMPLETE = "\uFFFD";

    /** A character has at most four bytes and a token at least one: what is incomplete after this many is not text. */
    private static final int LONGEST_WAIT_TOKENS = 8;

    /** Tokens before the next piece with which it is decoded, because a tokenizer spells a token by what precedes it. */
    private static final int CONTEXT_TOKENS = 6;

    private final Tokenizer tokenizer;
    private TokenIds context;
    private TokenIds waiting = TokenIds.of();

    StreamingDetokenizer(Tokenizer tokenizer, TokenIds context) {
        this.tokenizer = tokenizer;
        this.context = last(context, CONTEXT_TOKENS);
    }

    /** Takes the next token and returns the text that it completes; empty if it completes none. */
    public String push(int id) {
        waiting = waiting.plus(id);
        String before = tokenizer.decode(context);
        String whole = tokenizer.decode(context.plus(waiting.toArray()));
        boolean incomplete = whole.endsWith(INCOMPLETE) && waiting.size() < LONGEST_WAIT_TOKENS;
        return incomplete || whole.length() <= before.length() ? "" : emit(before, whole);
    }

    /** Returns what is still waiting, complete or not; the stream is at its end. */
    public String finish() {
        String before = tokenizer.decode(context);
        String whole = tokenizer.decode(context.plus(waiting.toArray()));
        return whole.length() <= before.length() ? "" : emit(before, whole);
    }

    private String emit(String before, String whole) {
        // Nothing of the emitted tokens is decoded again; they are the context of the next piece.
        context = waiting;
        waiting = TokenIds.of();
        return whole.substring(before.length());
    }

    private static TokenIds last(TokenIds ids, int count) {
        return ids.slice(Math.max(0, ids.size() - count), ids.size());
    }
}
