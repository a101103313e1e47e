package io.telltale.engine.text;

/**
 * The special tokens that a chat template may write, as text.
 *
 * @param beginOfSequence empty if the tokenizer has none
 * @param endOfSequence empty if the tokenizer has none
 */
public record SpecialTokens(String beginOfSequence, String endOfSequence) {}
