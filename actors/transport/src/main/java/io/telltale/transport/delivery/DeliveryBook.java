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

    /** Counts a published event and returns whether it may wait for delivery; if not, it is shed. */
    boolean admit(LogEvent event, long bytes) {
        lock.lock();
        try {
            all.published++;
            if (isActivations(event)) {
                activations.published++;
            }
            if (closed) {
                countShed(event, ShedReason.CLOSED);
                return false;
            }
            if (!limits.admit(event, heldEvents, heldBytes)) {
                countShed(event, ShedReason.QUEUE_FULL);
                return false;
            }
            heldEvents++;
            heldBytes += bytes;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Notes that an admitted event was stored. */
    void delivered(LogEvent event, long bytes) {
        lock.lock();
        try {
            all.delivered++;
            if (isActivations(event)) {
                activations.delivered++;
            }
            release(bytes);
        } finally {
            lock.unlock();
        }
    }

    /** Notes that an admitted event was not stored. */
    void shed(LogEvent event, long bytes, ShedReason reason) {
        lock.lock();
        try {
            countShed(event, reason);
            release(bytes);
        } finally {
            lock.unlock();
        }
    }

    /** Adds a ledger entry that somebody else wrote. */
    void owe(LedgerEntry entry) {
        lock.lock();
        try {
            ledger.add(entry);
        } finally {
            lock.unlock();
        }
    }

    /** Takes the next ledger entry to be stored; {@link #ledgered} or {@link #notLedgered} must follow. */
    Optional<LedgerQueue.Owed> nextEntry() {
        lock.lock();
        try {
            Optional<LedgerQueue.Owed> next = ledger.next(clock.instant());
            next.ifPresent(owed -> entriesInFlight++);
            return next;
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether no ledger entry is on its way. */
    boolean noEntryInFlight() {
        lock.lock();
        try {
            return entriesInFlight == 0;
        } finally {
            lock.unlock();
        }
    }

    /** Notes that a ledger entry was stored. */
    void ledgered(LedgerQueue.Owed owed) {
        lock.lock();
        try {
            all.ledgered += owed.shedEvents();
            if (owed.entry().kind() == Kind.CAPTURE_SHED) {
                activations.ledgered += owed.shedEvents();
            }
            entriesInFlight--;
            signalIfSettled();
        } finally {
            lock.unlock();
        }
    }

    /** Notes that a ledger entry was not stored; it is kept. */
    void notLedgered(LedgerQueue.Owed owed) {
        lock.lock();
        try {
            entriesInFlight--;
            ledger.putBack(owed);
        } finally {
            lock.unlock();
        }
    }

    /** Sheds everything that is published from now on. */
    void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    Accounting accounting() {
        lock.lock();
        try {
            return new Accounting(all.counts(), activations.counts());
        } finally {
            lock.unlock();
        }
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
