package io.telltale.replay;

import io.telltale.spi.GenerationId;
import io.telltale.spi.PluginId;
import io.telltale.transport.EventSource;
import io.telltale.transport.LedgerEntry;
import io.telltale.transport.LedgerEntry.Kind;
import io.telltale.transport.LogEvent;
import io.telltale.transport.RecordedEvent;
import io.telltale.transport.Topic;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What the ledger says that bears on a comparison: why the log may lack something that was said, or a plugin have seen less. */
final class LedgerNotes {
    private final Set<GenerationId> shed = new HashSet<>();
    private final List<String> interrupted = new ArrayList<>();

    private LedgerNotes() {}

    static LedgerNotes of(EventSource log) {
        LedgerNotes notes = new LedgerNotes();
        try (Stream<RecordedEvent> events = log.read(Set.of(Topic.LEDGER))) {
            events.map(RecordedEvent::event).forEach(notes::note);
        }
        return notes;
    }

    /** Returns whether the ledger accounts for a difference. */
    boolean accountFor(Difference difference) {
        boolean notOnTheLog = difference instanceof Difference.OnlyReplay
                && shed.contains(difference.sequence().generation());
        return notOnTheLog || wasInterrupted(difference.plugin());
    }

    private boolean wasInterrupted(PluginId plugin) {
        // The detail of such an entry begins with the plugin.
        return interrupted.stream().anyMatch(detail -> detail.startsWith(plugin + ":"));
    }

    private void note(LogEvent event) {
        if (!(event instanceof LedgerEntry entry)) {
            return;
        }
        if (entry.kind() == Kind.VERDICT_SHED || entry.kind() == Kind.INTERVENTION_SHED) {
            shed.add(entry.generation());
        } else if (entry.kind() == Kind.PLUGIN_DISABLED || entry.kind() == Kind.PLUGIN_RESTARTED) {
            interrupted.add(entry.detail());
        }
    }
}
