package io.telltale.plugins.semanticentropy;

/** Which state stands for the end of an answer ("second-last token", SLT, in the literature). */
public enum EndPosition {
    /** The state of the last token of the answer, the one before the token that ends it. */
    LAST_CONTENT,
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
    int stepsBack(int states) {
        if (this == LAST_CONTENT) {
            return 0;
        }
        return switch (states) {
            // n = 0 and n = 1: the published code falls back to the only state, and reads H[-1].
            case 1, 2 -> 0;
            // n = states - 1, H[n - 2] stands two before the newest, H[n].
            default -> 2;
        };
    }
}
