package io.telltale.pluginhost;

import java.time.Duration;

/**
 * How a plugin is kept apart.
 *
 * @param loadDeadline for loading, artefacts included
 * @param callDeadline for one call; a plugin that takes longer is hung
 * @param waitingCalls that the queue of its thread takes
 * @param limits of its session
 */
public record Isolation(Duration loadDeadline, Duration callDeadline, int waitingCalls, SessionLimits limits) {
    /** Thirty seconds to load, two to answer. */
    public static final Isolation DEFAULT =
            new Isolation(Duration.ofSeconds(30), Duration.ofSeconds(2), 1024, SessionLimits.DEFAULT);

    public Isolation {
        if (!loadDeadline.isPositive() || !callDeadline.isPositive()) {
            throw new IllegalArgumentException("deadlines must be above zero: " + loadDeadline + ", " + callDeadline);
        }
        if (waitingCalls < 1) {
            throw new IllegalArgumentException("waitingCalls must be at least 1: " + waitingCalls);
        }
    }

    /** Returns the same with another deadline for one call. */
    public Isolation withCallDeadline(Duration deadline) {
        return new Isolation(loadDeadline, deadline, waitingCalls, limits);
    }
}
