package io.telltale.spi;

/** A number and what it means. */
public record Score(double value, Scale scale) {

    /** How to read a score. */
    public enum Scale {
        /** Between 0 and 1. */
        PROBABILITY,
        /** Signed distance to a threshold; 0 is undecided. */
        MARGIN,
        /** Nats; 0 is certain. */
        ENTROPY
    }

    public Score {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a score must be finite: " + value);
        }
    }

    public static Score probability(double value) {
        return new Score(value, Scale.PROBABILITY);
    }
}
