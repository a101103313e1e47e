package io.telltale.runtime;

import io.telltale.spi.SequenceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Knows what the sequences in the shards begin with, those that run and those that are over but kept, so that a new one can begin
 * with a copy. Those that are over are let go, the one least recently of use first, when others need the room. Not safe for threads.
 */
final class PrefixCache {

    /** Fewer positions are computed as fast as they are copied. */
    static final int LEAST_POSITIONS = 16;

    /** How many sequences that are over are kept at most; each takes memory beyond its positions. */
    static final int MOST_PARKED = 128;

    /** A sequence that begins as another one does. */
    record Match(SequenceId source, int length) {}

    private final int unit;
    private final Map<SequenceId, SteeredTokens> running = new HashMap<>();
    private final Map<SequenceId, SteeredTokens> parked = new LinkedHashMap<>();
    private long parkedPositions;

    /**
     * @param unit prefixes are reused in multiples of it
     */
    PrefixCache(int unit) {
        this.unit = unit;
    }

    /** Notes what a running sequence holds so far. */
    void show(SequenceId sequence, SteeredTokens held) {
        running.put(sequence, held);
    }

    /** Notes that a running sequence was cut back. */
    void truncate(SequenceId sequence, int length) {
        running.computeIfPresent(sequence, (id, held) -> held.first(length));
    }

    /** Forgets a sequence that has stopped running. */
    void hide(SequenceId sequence) {
        running.remove(sequence);
    }

    /**
     * Returns the sequence that has most of its beginning in common with a new one, if that is worth copying.
     *
     * @param most positions that may be reused
     */
    Optional<Match> longest(SteeredTokens wanted, int most) {
        Match best = null;
        int length = LEAST_POSITIONS - 1;
        for (Map<SequenceId, SteeredTokens> kind : List.of(running, parked)) {
            for (Map.Entry<SequenceId, SteeredTokens> held : kind.entrySet()) {
                int common = Math.min(most, held.getValue().commonWith(wanted)) / unit * unit;
                if (common > length) {
                    length = common;
                    best = new Match(held.getKey(), common);
                }
            }
        }
        Optional<Match> found = Optional.ofNullable(best);
        found.ifPresent(match -> touch(match.source()));
        return found;
    }

    private void touch(SequenceId sequence) {
        SteeredTokens held = parked.remove(sequence);
        if (held != null) {
            parked.put(sequence, held);
        }
    }

    /**
     * Keeps a sequence that is over, if it holds something that no other kept one holds.
     *
     * @param room positions that all kept ones may take together
     * @return sequences that are of no more use, perhaps this one
     */
    List<SequenceId> park(SequenceId sequence, SteeredTokens held, long room) {
        running.remove(sequence);
        if (held.length() < Math.max(LEAST_POSITIONS, unit) || held.length() > room || isHeldBefore(held)) {
            return List.of(sequence);
        }
        List<SequenceId> gone = new ArrayList<>();
        removeThoseWithin(held, gone);
        parked.put(sequence, held);
        parkedPositions += held.length();
        gone.addAll(shrink(room));
        return gone;
    }

    private boolean isHeldBefore(SteeredTokens held) {
        Optional<SequenceId> longer = parked.entrySet().stream()
                .filter(other -> other.getValue().commonWith(held) == held.length())
                .map(Map.Entry::getKey)
                .findFirst();
        longer.ifPresent(this::touch);
        return longer.isPresent();
    }

    private void removeThoseWithin(SteeredTokens held, List<SequenceId> gone) {
        for (Iterator<Map.Entry<SequenceId, SteeredTokens>> all =
                        parked.entrySet().iterator();
                all.hasNext(); ) {
            Map.Entry<SequenceId, SteeredTokens> other = all.next();
            if (held.commonWith(other.getValue()) == other.getValue().length()) {
                parkedPositions -= other.getValue().length();
                gone.add(other.getKey());
                all.remove();
            }
        }
    }

    /** Lets kept sequences go until the others fit into the room; returns those that went. */
    List<SequenceId> shrink(long room) {
        List<SequenceId> gone = new ArrayList<>();
        Iterator<Map.Entry<SequenceId, SteeredTokens>> oldestFirst =
                parked.entrySet().iterator();
        while (parkedPositions > room || parked.size() > MOST_PARKED) {
            Map.Entry<SequenceId, SteeredTokens> oldest = oldestFirst.next();
            parkedPositions -= oldest.getValue().length();
            gone.add(oldest.getKey());
            oldestFirst.remove();
        }
        return gone;
    }

    /** Returns how many positions the kept sequences take. */
    long parkedPositions() {
        return parkedPositions;
    }
}
