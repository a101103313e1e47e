package io.telltale.transport;

import java.util.Set;

/**
 * What to follow, and how.
 *
 * @param group readers of one group share the events between them; groups of different topic prefixes are different
 * @param maxInFlight events that may be with the handler, not yet handled, before delivery waits
 */
public record SubscriptionRequest(Set<Topic> topics, String group, StartAt startAt, int maxInFlight) {

    /** Where a subscription begins, each time it is made. */
    public enum StartAt {
        /** At the oldest event. For groups of one reader. */
        EARLIEST,
        /** After the newest event. For groups of one reader. */
        LATEST,
        /** After the last event that the group has committed; at the oldest if there is none. */
        COMMITTED
    }

    public SubscriptionRequest {
        topics = Set.copyOf(topics);
        if (topics.isEmpty()) {
            throw new IllegalArgumentException("a subscription needs at least one topic");
        }
        if (group.isBlank()) {
            throw new IllegalArgumentException("the group of a subscription must not be blank");
        }
        if (maxInFlight < 1) {
            throw new IllegalArgumentException("maxInFlight must be at least 1: " + maxInFlight);
        }
    }
}
