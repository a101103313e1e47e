package io.telltale.spi;

/**
 * What is known of a sequence when its first activations arrive.
 *
 * @param promptLength number of prompt tokens; the last prompt token stands at position {@code promptLength - 1} and its
 *     activations are the ones before generating (TBG)
 */
public record SequenceInfo(SequenceId id, int promptLength) {

    public SequenceInfo {
        if (promptLength < 1) {
            throw new IllegalArgumentException("a prompt has at least one token, not " + promptLength);
        }
    }
}
