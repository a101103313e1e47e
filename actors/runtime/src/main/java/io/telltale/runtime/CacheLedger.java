package io.telltale.runtime;

import io.telltale.spi.SequenceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps the books of the memory for keys and values, in positions. A sequence comes in with all the positions that it may ever
 * take, so that one that runs never runs out of memory; those for which there is no room wait, oldest first. Not safe for threads.
 */
final class CacheLedger {

    /**
     * What there is.
     *
     * @param positions of all sequences together
     * @param sequences that may run at once
     */
    record Limits(long positions, int sequences) {}

    private final Limits limits;
    private final Map<SequenceId, Integer> waiting = new LinkedHashMap<>();
    private final Map<SequenceId, Integer> running = new HashMap<>();
    private long reserved;

    CacheLedger(Limits limits) {
        this.limits = limits;
    }

    /**
     * Lets a sequence wait to be admitted.
     *
     * @throws IllegalArgumentException if it can never be
     */
    void enter(SequenceId sequence, int positions) {
        if (positions > limits.positions()) {
            throw new IllegalArgumentException("sequence " + sequence + " needs room for " + positions
                    + " positions, and there is room for " + limits.positions());
        }
        waiting.put(sequence, positions);
    }

    /** Admits those that wait, oldest first, up to the first for which there is no room; returns them. */
    List<SequenceId> admit() {
        List<SequenceId> admitted = new ArrayList<>();
        for (Map.Entry<SequenceId, Integer> next : waiting.entrySet()) {
            if (running.size() >= limits.sequences() || next.getValue() > free()) {
                break;
            }
            running.put(next.getKey(), next.getValue());
            reserved += next.getValue();
            admitted.add(next.getKey());
        }
        admitted.forEach(waiting::remove);
        return admitted;
    }

    /** Gives back what a sequence has, or its place among those that wait. */
    void leave(SequenceId sequence) {
        waiting.remove(sequence);
        Integer positions = running.remove(sequence);
        reserved -= positions == null ? 0 : positions;
    }

    /** Returns how many sequences run. */
    int running() {
        return running.size();
    }

    /** Returns how many sequences wait. */
    int waiting() {
        return waiting.size();
    }

    /** Returns the positions that no running sequence has reserved. */
    long free() {
        return limits.positions() - reserved;
    }

    /** Returns the positions that running sequences have reserved. */
    long reserved() {
        return reserved;
    }
}
