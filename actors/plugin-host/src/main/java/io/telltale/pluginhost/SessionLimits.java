package io.telltale.pluginhost;

/**
 * How much one plugin may hold and answer.
 *
 * @param openSequences watched at once; the one that was silent longest is forgotten for a new one
 * @param verdictsPerEvent in one answer
 * @param interventionsPerEvent in one answer
 * @param evidencePerVerdict entries
 */
public record SessionLimits(
        int openSequences, int verdictsPerEvent, int interventionsPerEvent, int evidencePerVerdict) {
    /** Generous for a plugin that behaves. */
    public static final SessionLimits DEFAULT = new SessionLimits(1024, 1024, 16, 64);

    public SessionLimits {
        requirePositive(openSequences, "openSequences");
        requirePositive(verdictsPerEvent, "verdictsPerEvent");
        requirePositive(interventionsPerEvent, "interventionsPerEvent");
        requirePositive(evidencePerVerdict, "evidencePerVerdict");
    }

    /** Returns these limits with another number of open sequences. */
    public SessionLimits withOpenSequences(int limit) {
        return new SessionLimits(limit, verdictsPerEvent, interventionsPerEvent, evidencePerVerdict);
    }

    private static void requirePositive(int limit, String name) {
        if (limit < 1) {
            throw new IllegalArgumentException(name + " must be at least 1: " + limit);
        }
    }
}
