package io.telltale.pluginhost;

import io.telltale.pluginhost.PluginReply.Skipped.Reason;
import io.telltale.spi.SequenceId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sequences of a session: a bounded number of open ones, and a bounded memory of those that are over. */
final class SequenceTable {
    private static final int CLOSED_LIMIT = 4096;
    private static final float LOAD_FACTOR = 0.75f;

    private final int openLimit;
    private final Map<SequenceId, OpenSequence> open = new LinkedHashMap<>(16, LOAD_FACTOR, true);
    private final Map<SequenceId, Reason> closed = new LinkedHashMap<>();
    private final List<SequenceId> forgotten = new ArrayList<>();

    SequenceTable(int openLimit) {
        this.openLimit = openLimit;
    }

    /** Returns why a sequence is over, if it is. */
    Optional<Reason> closed(SequenceId id) {
        return Optional.ofNullable(closed.get(id));
    }

    /** Returns the sequence, opened if it was not; the one that was silent longest makes room. */
    OpenSequence open(SequenceId id) {
        OpenSequence sequence = open.computeIfAbsent(id, unknown -> new OpenSequence());
        if (open.size() > openLimit) {
            SequenceId eldest = removeEldest(open);
            forgotten.add(eldest);
            remember(eldest, Reason.FORGOTTEN);
        }
        return sequence;
    }

    void close(SequenceId id, Reason reason) {
        open.remove(id);
        remember(id, reason);
    }

    private void remember(SequenceId id, Reason reason) {
        closed.put(id, reason);
        if (closed.size() > CLOSED_LIMIT) {
            removeEldest(closed);
        }
    }

    /** Returns the sequences that had to make room since the last call. */
    List<SequenceId> takeForgotten() {
        List<SequenceId> taken = List.copyOf(forgotten);
        forgotten.clear();
        return taken;
    }

    private static SequenceId removeEldest(Map<SequenceId, ?> table) {
        Iterator<SequenceId> eldestFirst = table.keySet().iterator();
        SequenceId eldest = eldestFirst.next();
        eldestFirst.remove();
        return eldest;
    }
}
