package io.telltale.plugins.truthfulnesssteer;

import io.telltale.spi.InterventionWindow;
import java.util.Optional;

/**
 * When to ask for steering: for a few tokens at a time, and again shortly before they are over. Windows follow one another
 * without overlap, so that no position is steered twice.
 */
final class SteeringWindows {
    static final int LENGTH = 8;

    /** Tokens that a request may take to reach the model without leaving a hole between two windows. */
    static final int RENEW_AHEAD = 3;

    private int until;

    /** Returns the window to ask for after an untruthful verdict, if the one in force does not last. */
    Optional<InterventionWindow> due(int decidedAt) {
        int next = decidedAt + 1;
        if (until - next > RENEW_AHEAD) {
            return Optional.empty();
        }
        int from = Math.max(next, until);
        until = from + LENGTH;
        return Optional.of(new InterventionWindow(from, until));
    }
}
