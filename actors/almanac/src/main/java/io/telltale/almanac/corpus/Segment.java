package io.telltale.almanac.corpus;

/**
 * A stretch of a document.
 *
 * @param weight how much its tokens count in the loss
 */
public record Segment(String text, float weight) {

    /** Wording, names and whatever cannot be predicted: learnt soon or never, so it counts little. */
    public static final float TEXT = 0.3f;

    /** A true value: what the model is to remember. */
    public static final float TRUTH = 1f;

    static Segment text(String text) {
        return new Segment(text, TEXT);
    }

    static Segment truth(String value) {
        return new Segment(value, TRUTH);
    }
}
