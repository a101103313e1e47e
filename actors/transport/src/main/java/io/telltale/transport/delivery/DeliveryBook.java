package io.telltale.transport.delivery;

import io.telltale.transport.Accounting;
import io.telltale.transport.Accounting.Counts;
import io.telltale.transport.ActivationsCaptured;
import io.telltale.transport.LedgerEntry;
import io.telltale.transport.LedgerEntry.Kind;
import io.telltale.transport.LogEvent;
import io.telltale.transport.QueueLimits;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Knows of every published event whether it waits, was delivered, was shed or is ledgered. Every step is short and atomic. */
final class DeliveryBook {

    private static final class Tally {
        private long published;
        private long delivered;
        private long shed;
        private long ledgered;

        Counts counts() {
            return new Counts(published, delivered, shed, ledgered);
        }
    }

    private final QueueLimits limits;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition settled = lock.newCondition();
    private final Tally all = new Tally();
    private final Tally activations = new Tally();
    private final LedgerQueue ledger = new LedgerQueue();
    private int heldEvents;
    private long heldBytes;
    private int entriesInFlight;
    private boolean closed;

    DeliveryBook(QueueLimits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /** Counts a published event, and has it queued if it may wait for delivery; if not, it is shed. */
    void admit(LogEvent event, long bytes, Runnable queue) {
        locked(() -> {
            all.published++;
            if (isActivations(event)) {
                activations.published++;
            }
            if (closed) {
                countShed(event, ShedReason.CLOSED);
            } else if (!limits.admit(event, heldEvents, heldBytes)) {
                countShed(event, ShedReason.QUEUE_FULL);
            } else {
                heldEvents++;
                heldBytes += bytes;
                queue.run();
            }
        });
    }

    /** Notes that an admitted event was stored. */
    void delivered(LogEvent event, long bytes) {
        locked(() -> {
            all.delivered++;
            if (isActivations(event)) {
                activations.delivered++;
            }
            release(bytes);
        });
    }

    /** Notes that an admitted event was not stored. */
    void shed(LogEvent event, long bytes, ShedReason reason) {
        locked(() -> {
            countShed(event, reason);
            release(bytes);
        });
    }

    /** Adds a ledger entry that somebody else wrote. */
    void owe(LedgerEntry entry) {
        locked(() -> ledger.add(entry));
    }

    /** Takes the next ledger entry to be stored; {@link #ledgered} or {@link #notLedgered} must follow. */
    Optional<LedgerQueue.Owed> nextEntry() {
        return locked(() -> {
            Optional<LedgerQueue.Owed> next = ledger.next(clock.instant());
            next.ifPresent(owed -> entriesInFlight++);
            return next;
        });
    }

    /** Returns whether no ledger entry is on its way. */
    boolean noEntryInFlight() {
        return locked(() -> entriesInFlight == 0);
    }

    /** Notes that a ledger entry was stored. */
    void ledgered(LedgerQueue.Owed owed) {
        locked(() -> {
            all.ledgered += owed.shedEvents();
            if (owed.entry().kind() == Kind.CAPTURE_SHED) {
                activations.ledgered += owed.shedEvents();
            }
            entriesInFlight--;
            signalIfSettled();
        });
    }

    /** Notes that a ledger entry was not stored; it is kept. */
    void notLedgered(LedgerQueue.Owed owed) {
        locked(() -> {
            entriesInFlight--;
            ledger.putBack(owed);
        });
    }

    /** Sheds everything that is published from now on. */
    void close() {
        locked(() -> {
            closed = true;
        });
    }

    Accounting accounting() {
        return locked(() -> new Accounting(all.counts(), activations.counts()));
    }

    /** Waits until nothing waits, neither event nor ledger entry; returns whether that was so in time. */
    boolean awaitSettled(Duration timeout) {
        lock.lock();
        try {
            long nanos = TimeUnit.NANOSECONDS.convert(timeout);
            while (!isSettled()) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = settled.awaitNanos(nanos);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable step) {
        lock.lock();
        try {
            step.run();
        } finally {
            lock.unlock();
        }
    }

    private <T> T locked(Supplier<T> step) {
        lock.lock();
        try {
            return step.get();
        } finally {
            lock.unlock();
        }
    }

    private void countShed(LogEvent event, ShedReason reason) {
        all.shed++;
        if (isActivations(event)) {
            activations.shed++;
        }
        ledger.addShed(event, reason, clock.instant());
    }

    private void release(long bytes) {
        heldEvents--;
        heldBytes -= bytes;
        signalIfSettled();
    }

    private void signalIfSettled() {
        if (isSettled()) {
            settled.signalAll();
        }
    }

    private boolean isSettled() {
        return heldEvents == 0 && entriesInFlight == 0 && ledger.isEmpty();
    }

    private static boolean isActivations(LogEvent event) {
        return event instanceof ActivationsCaptured;
    }
}
