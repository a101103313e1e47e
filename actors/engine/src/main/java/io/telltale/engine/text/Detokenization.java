package io.telltale.engine.text;

/** A way to decode tokens one after the other. */
sealed interface Detokenization permits ByteDetokenization, TextDetokenization {

    /** Takes the next token and returns the text that is certain now. */
    String push(int id);

    /** Returns what is still waiting. */
    String finish();
}
