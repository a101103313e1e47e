package io.telltale.engine.text;

import io.telltale.spi.TokenIds;

/** Decodes tokens that are strings of bytes. */
final class ByteDetokenization implements Detokenization {

    /** A character has at most four bytes, so an open one begins in the last three that are written. */
    private static final int CONTEXT_TOKENS = 16;

    private final Vocabulary vocabulary;
    private final Utf8Stream text = new Utf8Stream();

    ByteDetokenization(Vocabulary vocabulary, TokenIds context) {
        this.vocabulary = vocabulary;
        // A character that the context leaves open is completed by what follows.
        context.slice(Math.max(0, context.size() - CONTEXT_TOKENS), context.size()).stream()
                .forEach(this::push);
    }

    @Override
    public String push(int id) {
        return vocabulary.isWritten(id) ? text.push(vocabulary.bytes(id)) : "";
    }

    @Override
    public String finish() {
        return text.finish();
    }
}
