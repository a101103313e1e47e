package io.telltale.plugins.semanticentropy;

/** Which state stands for the end of an answer ("second-last token", SLT, in the literature). */
public enum EndPosition {
    /** The state of the last token of the answer, the one before the token that ends it. */
    LAST_CONTENT,
    /** The state of the token before the last of the answer; where answers end in a full stop, the last word's. */
    BEFORE_LAST,
    /**
     * The state that the published implementation indexes: {@code H[n - 2]} of n answer tokens, H[0] being the last prompt
     * token, with negative indices counting from the end. Needed for probes that were trained with it.
     */
    PUBLISHED_INDEX;

    /** How many of the newest states have to be kept. */
    static final int KEPT = 3;

    /**
     * Returns how far before the newest state the wanted one lies.
     *
     * @param states that there are, the one of the last prompt token included; at least 1
     */
    public int stepsBack(int states) {
        return switch (this) {
            case LAST_CONTENT -> 0;
            case BEFORE_LAST -> Math.min(1, states - 1);
            // n = states - 1: H[n - 2] stands two before the newest, H[n]; for n below 2 the published code takes the
            // newest.
            case PUBLISHED_INDEX -> states > 2 ? 2 : 0;
        };
    }
}
