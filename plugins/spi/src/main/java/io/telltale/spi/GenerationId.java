package io.telltale.spi;

/** Names one generation: one request for text, whatever number of sequences it makes. */
public record GenerationId(String value) {

    public GenerationId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a generation id must not be blank");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
