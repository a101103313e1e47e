package io.telltale.plugins.semanticentropy;

import io.telltale.spi.TokenSpan;

/** Which states stand for an answer that has ended. The first three are readings of the literature's "second-last token", SLT. */
public enum EndPosition {
    /** The state of the last token of the answer, the one before the token that ends it. */
    LAST_CONTENT,
    /** The state of the token before the last of the answer; where answers end in a full stop, the last word's. */
    BEFORE_LAST,
    /**
     * The state that the published implementation indexes: {@code H[n - 2]} of n answer tokens, H[0] being the last prompt
     * token, with negative indices counting from the end. Needed for probes that were trained with it.
     */
    PUBLISHED_INDEX,
    /** The mean of all states, H[0] to the newest. For a linear probe that is the mean of what it says about every token. */
    ANSWER_MEAN;

    /**
     * Returns which states are read; of several, the mean.
     *
     * @param states that there are, H[0] included; at least 1
     */
    public TokenSpan read(int states) {
        int newest = states - 1;
        return switch (this) {
            case LAST_CONTENT -> TokenSpan.at(newest);
            case BEFORE_LAST -> TokenSpan.at(Math.max(0, newest - 1));
            // n = newest; for n below 2 the published code takes the newest.
            case PUBLISHED_INDEX -> TokenSpan.at(newest >= 2 ? newest - 2 : newest);
            case ANSWER_MEAN -> new TokenSpan(0, states);
        };
    }
}
