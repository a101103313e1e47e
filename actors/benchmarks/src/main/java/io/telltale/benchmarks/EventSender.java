package io.telltale.benchmarks;

import io.telltale.transport.Accounting;
import io.telltale.transport.EventLog;
import io.telltale.transport.QueueLimits;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Publishes events as fast as the log takes them without shedding. */
record EventSender(EventLog log, SampleEvents events) {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final int EVENTS_BETWEEN_LOOKS = 64;
    private static final long PARK_NANOS = 50_000;
    private static final long BYTES_PER_VALUE = 4;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /**
     * Publishes so many events of a width.
     *
     * @return events per second, from the first one to the last acknowledgement
     * @throws IllegalStateException if the log shed one
     */
    double send(int count, int width) {
        long room = roomFor(width);
        long started = System.nanoTime();
        for (int number = 0; number < count; number++) {
            if (number % EVENTS_BETWEEN_LOOKS == 0) {
                awaitRoom(room);
            }
            log.publish(events.event(number));
        }
        boolean settled = log.flush(TIMEOUT);
        double seconds = (System.nanoTime() - started) / NANOS_PER_SECOND;
        Accounting.Counts counts = log.accounting().activations();
        if (!settled || counts.delivered() < count) {
            throw new IllegalStateException("of " + count + " events the log took " + counts.delivered() + " and shed "
                    + counts.shed() + ": " + (settled ? "it was flooded" : "it did not keep up"));
        }
        return count / seconds;
    }

    /** Half of what the log's queue holds. */
    private static long roomFor(int width) {
        QueueLimits limits = QueueLimits.DEFAULT;
        return Math.min(limits.events(), limits.bytes() / (width * BYTES_PER_VALUE + 1024)) / 2;
    }

    private void awaitRoom(long room) {
        while (log.accounting().activations().pending() > room) {
            LockSupport.parkNanos(PARK_NANOS);
        }
    }
}
