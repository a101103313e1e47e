package io.telltale.replay;

import io.telltale.replay.Conclusions.Judged;
import io.telltale.replay.Conclusions.Proposed;
import io.telltale.replay.Conclusions.Statement;
import io.telltale.spi.GenerationId;
import io.telltale.spi.PluginId;
import io.telltale.spi.SequenceId;
import io.telltale.transport.EventSource;
import io.telltale.transport.InterventionRequested;
import io.telltale.transport.LedgerEntry;
import io.telltale.transport.LedgerEntry.Kind;
import io.telltale.transport.LogEvent;
import io.telltale.transport.RecordedEvent;
import io.telltale.transport.Topic;
import io.telltale.transport.VerdictIssued;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What the ledger says that bears on a comparison. It accounts for what is missing on the log where statements on the same
 * generation were shed, and for what an {@link Interruption} explains.
 */
final class LedgerNotes {

    private final Timeline timeline;
    private final Set<GenerationId> shed = new HashSet<>();
    private final List<Interruption> interruptions = new ArrayList<>();

    private LedgerNotes(Timeline timeline) {
        this.timeline = timeline;
    }

    static LedgerNotes of(EventSource log, Timeline timeline) {
        LedgerNotes notes = new LedgerNotes(timeline);
        read(log, Set.of(Topic.LEDGER), notes::note);
        if (!notes.interruptions.isEmpty()) {
            read(log, Set.of(Topic.VERDICTS, Topic.INTERVENTIONS), notes::hear);
        }
        return notes;
    }

    private static void read(EventSource log, Set<Topic> topics, Consumer<LogEvent> action) {
        try (Stream<RecordedEvent> events = log.read(topics)) {
            events.map(RecordedEvent::event).forEach(action);
        }
    }

    /** Returns whether the ledger accounts for a difference in what a plugin said of an event. */
    boolean accountFor(Difference difference, Statement said) {
        boolean notOnTheLog = difference instanceof Difference.OnlyReplay
                && shed.contains(difference.sequence().generation());
        return notOnTheLog || wasInterrupted(difference, said);
    }

    private boolean wasInterrupted(Difference difference, Statement said) {
        SequenceId sequence = difference.sequence();
        return timeline.captured(sequence, said)
                .flatMap(captured -> timeline.begun(sequence)
                        .filter(begun -> of(difference.plugin()).anyMatch(each -> each.explains(begun, captured))))
                .isPresent();
    }

    private Stream<Interruption> of(PluginId plugin) {
        return interruptions.stream().filter(interruption -> interruption.concerns(plugin));
    }

    private void note(LogEvent event) {
        if (!(event instanceof LedgerEntry entry)) {
            return;
        }
        if (entry.kind() == Kind.VERDICT_SHED || entry.kind() == Kind.INTERVENTION_SHED) {
            shed.add(entry.generation());
        } else if (entry.kind() == Kind.PLUGIN_DISABLED || entry.kind() == Kind.PLUGIN_RESTARTED) {
            interruptions.add(new Interruption(entry));
        }
    }

    private void hear(LogEvent event) {
        if (event instanceof VerdictIssued issued) {
            Judged judged = new Judged(issued.eventNumber(), issued.verdict());
            hear(issued.plugin(), issued.sequence(), judged, issued.at());
        } else if (event instanceof InterventionRequested requested) {
            Proposed proposed = new Proposed(requested.decidedAt(), requested.proposal());
            hear(requested.plugin(), requested.sequence(), proposed, requested.at());
        }
    }

    private void hear(PluginId plugin, SequenceId sequence, Statement statement, Instant said) {
        timeline.captured(sequence, statement)
                .ifPresent(captured -> of(plugin).forEach(each -> each.spoke(said, captured)));
    }
}
