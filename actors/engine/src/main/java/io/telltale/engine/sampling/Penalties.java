package io.telltale.engine.sampling;

/**
 * What speaks against tokens that are there already.
 *
 * @param repetition divides the positive logits and multiplies the negative ones of all tokens in prompt and answer; above 0, and 1 changes
 *     nothing
 * @param presence is subtracted from the logit of every token in the answer, once; from -2 to 2
 * @param frequency is subtracted from the logit of every token in the answer, once for each time it stands there; from -2 to 2
 */
public record Penalties(double repetition, double presence, double frequency) {

    /** Every token may come again. */
    public static final Penalties NONE = new Penalties(1, 0, 0);

    /** The largest presence and frequency penalty; the smallest is its negative. */
    public static final double LIMIT = 2;

    public Penalties {
        if (!(repetition > 0) || !Double.isFinite(repetition)) {
            throw new IllegalArgumentException("the repetition penalty must be a number above 0, not " + repetition);
        }
        requireWithinLimit("presence", presence);
        requireWithinLimit("frequency", frequency);
    }

    private static void requireWithinLimit(String name, double penalty) {
        if (!(Math.abs(penalty) <= LIMIT)) {
            throw new IllegalArgumentException(
                    "the " + name + " penalty must be from " + -LIMIT + " to " + LIMIT + ", not " + penalty);
        }
    }
}
