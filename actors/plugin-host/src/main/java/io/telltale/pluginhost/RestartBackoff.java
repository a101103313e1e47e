package io.telltale.pluginhost;

import java.time.Duration;

/**
 * How long to wait before a plugin is started again: twice as long each time, up to a limit.
 *
 * @param first wait
 * @param longest wait
 */
public record RestartBackoff(Duration first, Duration longest) {
    private static final int MAX_DOUBLINGS = 30;

    public RestartBackoff {
        if (!first.isPositive() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("not a back-off: from " + first + " to " + longest);
        }
    }

    /**
     * Returns the wait before a restart.
     *
     * @param earlierRestarts since the plugin last ran well
     */
    public Duration delay(int earlierRestarts) {
        if (earlierRestarts < 0) {
            throw new IllegalArgumentException("earlierRestarts must not be negative: " + earlierRestarts);
        }
        Duration doubled = first.multipliedBy(1L << Math.min(earlierRestarts, MAX_DOUBLINGS));
        return doubled.compareTo(longest) < 0 ? doubled : longest;
    }
}
