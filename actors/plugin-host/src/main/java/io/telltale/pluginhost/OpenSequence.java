package io.telltale.pluginhost;

import io.telltale.spi.Activations;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a session knows of a sequence that goes on: how far it got and who watches it. */
final class OpenSequence {
    private long nextEvent;
    private long passedOver;
    private long missed;
    private int seenUntil;
    private @Nullable SequenceWatcher watcher;

    boolean hasSeen(Activations event) {
        return event.eventNumber() < nextEvent;
    }

    /** Returns the event's number in the plugin's own count, which leaves out what the plugin never asked for. */
    long numberForPlugin(Activations event) {
        return event.eventNumber() - passedOver;
    }

    /** Notes an event that has nothing for the plugin. */
    void pass(Activations event) {
        advance(event);
        passedOver += 1;
    }

    /** Notes an event that the plugin is about to see; returns how many it missed before. */
    long see(Activations event) {
        advance(event);
        seenUntil = event.step().until();
        long reported = missed;
        missed = 0;
        return reported;
    }

    /** Returns how many events are missing at the end. */
    long missedUntil(long events) {
        return missed + Math.max(0, events - nextEvent);
    }

    int seenUntil() {
        return seenUntil;
    }

    Optional<SequenceWatcher> watcher() {
        return Optional.ofNullable(watcher);
    }

    SequenceWatcher watcherOr(Supplier<SequenceWatcher> maker) {
        SequenceWatcher present = watcher;
        if (present == null) {
            present = maker.get();
            watcher = present;
        }
        return present;
    }

    private void advance(Activations event) {
        missed += event.eventNumber() - nextEvent;
        nextEvent = event.eventNumber() + 1;
    }
}
