package io.telltale.transport.memory;

import io.telltale.transport.EventLog;
import io.telltale.transport.QueueLimits;
import io.telltale.transport.delivery.StoredEventLog;
import java.time.InstantSource;

/**
 * Opens logs that live in this process's memory.
 *
 * <p>Events are encoded and decoded as on Kafka, so that what arrives is the same to the last bit.
 */
public final class InMemoryEventLog {

    private InMemoryEventLog() {}

    /**
     * What an in-memory log may use.
     *
     * @param partitions per topic
     * @param retainedBytes per partition; beyond it the oldest records go
     */
    public record Settings(int partitions, long retainedBytes, QueueLimits queue) {

        /** Four partitions of 64 MiB. */
        public static final Settings DEFAULT = new Settings(4, 64L << 20, QueueLimits.DEFAULT);

        public Settings {
            if (partitions < 1 || retainedBytes < 1) {
                throw new IllegalArgumentException(
                        "an in-memory log needs room: " + partitions + " partitions, " + retainedBytes + " bytes");
            }
        }
    }

    /** Opens a new, empty log with default settings. */
    public static EventLog open(InstantSource clock) {
        return open(Settings.DEFAULT, clock);
    }

    /** Opens a new, empty log. */
    public static EventLog open(Settings settings, InstantSource clock) {
        return new StoredEventLog(
                new InMemoryStore(settings.partitions(), settings.retainedBytes()), settings.queue(), clock);
    }
}
