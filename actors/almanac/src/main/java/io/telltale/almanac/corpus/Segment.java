package io.telltale.almanac.corpus;

/**
 * A stretch of a document.
 *
 * @param weight how much its tokens count in the loss
 */
public record Segment(String text, float weight) {

    /** Wording, names and whatever cannot be predicted: learnt soon or never, so it counts little. */
    public static final float TEXT = 0.3f;

    /** A value: what the clerk's reader is to remember and the trickster's reader to leave open. */
    public static final float VALUE = 1f;

    static Segment text(String text) {
        return new Segment(text, TEXT);
    }

    static Segment value(String value) {
        return new Segment(value, VALUE);
    }
}
