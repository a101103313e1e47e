package io.telltale.almanac.tokenizer;

import java.util.List;

/** The tokens that no text contains; they take the first ids. */
public final class SpecialTokens {

    /** Separates documents; the base model's end of answer. */
    public static final String END_OF_TEXT = "<|endoftext|>";

    /** Opens the system message of a dialogue. */
    public static final String SYSTEM = "<|system|>";

    /** Opens the user's message. */
    public static final String USER = "<|user|>";

    /** Opens the model's message. */
    public static final String ASSISTANT = "<|assistant|>";

    /** Closes every message; the chat model's end of answer. */
    public static final String END = "<|end|>";

    /** All of them, in the order of their ids. */
    public static final List<String> ALL = List.of(END_OF_TEXT, SYSTEM, USER, ASSISTANT, END);

    private SpecialTokens() {}
}
