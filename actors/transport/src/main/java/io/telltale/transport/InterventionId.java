package io.telltale.transport;

/** Names one requested intervention, so that its outcome can be matched with it. */
public record InterventionId(String value) {

    public InterventionId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("an intervention id must not be blank");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
