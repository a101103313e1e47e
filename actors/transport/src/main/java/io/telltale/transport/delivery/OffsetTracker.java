package io.telltale.transport.delivery;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;

/** Finds how far one partition is handled without a hole. Used by the subscription's thread; only flags are set by others. */
final class OffsetTracker {

    private record Handed(long offset, AtomicBoolean handled) {}

    private final Deque<Handed> handed = new ArrayDeque<>();
    private long next;

    /** Returns whether the event of that offset was handed over before; after an outage events may be fetched again. */
    boolean wasHanded(long offset) {
        return offset < next;
    }

    /** Notes that an event was handed over; the flag turns true once it is handled. */
    AtomicBoolean hand(long offset) {
        AtomicBoolean handled = new AtomicBoolean();
        handed.addLast(new Handed(offset, handled));
        next = offset + 1;
        return handled;
    }

    /** Forgets what is handled without a hole, and returns the offset to go on from if that is news. */
    OptionalLong advance() {
        OptionalLong next = OptionalLong.empty();
        while (!handed.isEmpty() && handed.getFirst().handled.get()) {
            next = OptionalLong.of(handed.removeFirst().offset + 1);
        }
        return next;
    }
}
