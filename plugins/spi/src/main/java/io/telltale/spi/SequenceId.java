package io.telltale.spi;

/** Names one token sequence of a generation. */
public record SequenceId(GenerationId generation, int index) {

    public SequenceId {
        if (index < 0) {
            throw new IllegalArgumentException("sequence index must not be negative: " + index);
        }
    }

    @Override
    public String toString() {
        return generation + "/" + index;
    }
}
