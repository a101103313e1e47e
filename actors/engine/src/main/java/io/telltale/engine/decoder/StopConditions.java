package io.telltale.engine.decoder;

import java.util.List;
import java.util.Set;

/**
 * When an answer ends.
 *
 * @param minNewTokens before there are so many, the answer does not end: the model's own end is not among the tokens that it can choose,
 *     and stop strings are not looked for
 * @param maxNewTokens at least 1 and not below {@code minNewTokens}
 * @param stop strings that end the text and are left out of it; they need a checkpoint with a tokenizer
 */
public record StopConditions(int minNewTokens, int maxNewTokens, List<String> stop, EndOfSequence endOfSequence) {

    /** What the token means by which a model ends its answer. */
    public enum EndOfSequence {
        /** The answer ends before it. */
        ENDS,
        /** It is a token like others. */
        IGNORED
    }

    public StopConditions {
        if (maxNewTokens < 1) {
            throw new IllegalArgumentException("the number of new tokens must be at least 1, not " + maxNewTokens);
        }
        if (minNewTokens < 0 || minNewTokens > maxNewTokens) {
            throw new IllegalArgumentException("the least number of new tokens must be from 0 to the largest, "
                    + maxNewTokens + ", not " + minNewTokens);
        }
        stop = List.copyOf(stop);
    }

    /** An answer that ends where the model ends it, at a stop string or after so many tokens. */
    public StopConditions(int maxNewTokens, List<String> stop) {
        this(0, maxNewTokens, stop, EndOfSequence.ENDS);
    }

    /** Returns those of the tokens by which a model ends its answers that end this one. */
    public Set<Integer> ending(Set<Integer> endOfSequenceIds) {
        return endOfSequence == EndOfSequence.IGNORED ? Set.of() : endOfSequenceIds;
    }

    /** Returns whether an answer of so many tokens may end by itself. */
    public boolean mayEndAfter(int newTokens) {
        return newTokens >= minNewTokens;
    }

    /** Returns these conditions with other stop strings. */
    public StopConditions withStop(List<String> other) {
        return new StopConditions(minNewTokens, maxNewTokens, other, endOfSequence);
    }
}
