package io.telltale.engine.sampling;

/**
 * Which tokens a draw chooses among. A token must pass all three; the best one always does.
 *
 * @param topK number of best tokens that are kept, with all that are as good as the last of them; 0, for which -1 may be
 *     written, keeps every token
 * @param topP share of probability that the kept tokens must reach together, in (0, 1]; 1 keeps every token
 * @param minP least probability of a kept token as a share of the best one's, in [0, 1]; 0 keeps every token
 */
public record CandidateFilters(int topK, double topP, double minP) {

    /** Every token. */
    public static final CandidateFilters NONE = new CandidateFilters(0, 1, 0);

    public CandidateFilters {
        if (topK < -1) {
            throw new IllegalArgumentException("top-k must be 1 or more, or 0 to keep every token, not " + topK);
        }
        if (!(topP > 0 && topP <= 1)) {
            throw new IllegalArgumentException("top-p must be above 0 and at most 1, not " + topP);
        }
        if (!(minP >= 0 && minP <= 1)) {
            throw new IllegalArgumentException("min-p must be from 0 to 1, not " + minP);
        }
        topK = Math.max(topK, 0);
    }

    /** The fewest best tokens that reach a share of probability. */
    public static CandidateFilters topP(double topP) {
        return new CandidateFilters(0, topP, 0);
    }
}
