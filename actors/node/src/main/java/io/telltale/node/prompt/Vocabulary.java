package io.telltale.node.prompt;

/** The tokens of one model. Safe for use by several threads. */
public interface Vocabulary {

    /** Returns the number of tokens that the model scores. */
    int size();

    /**
     * Returns what a token looks like within a text; special tokens are spelt out. Bytes that are no character by themselves show as U+FFFD,
     * and so does every token of a model without a tokenizer.
     */
    String text(int id);
}
