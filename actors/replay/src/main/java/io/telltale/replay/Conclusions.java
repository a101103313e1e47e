package io.telltale.replay;

import io.telltale.spi.PluginId;
import io.telltale.spi.ProposedIntervention;
import io.telltale.spi.SequenceId;
import io.telltale.spi.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What plugins concluded of sequences, in the order in which they concluded it. */
final class Conclusions {

    /** One plugin's view of one sequence. */
    record Line(PluginId plugin, SequenceId sequence) {}

    /** One thing that a plugin said, and when. */
    sealed interface Statement {
        /** Returns the event number or position that it belongs to. */
        long moment();

        /** Tells it in few words. */
        String text();
    }

    /** A verdict after an event. */
    record Judged(long eventNumber, Verdict verdict) implements Statement {
        @Override
        public long moment() {
            return eventNumber;
        }

        @Override
        public String text() {
            return verdict.topic() + " " + verdict.score().value() + " after event " + eventNumber;
        }
    }

    /** An intervention asked for after a position. */
    record Proposed(int decidedAt, ProposedIntervention proposal) implements Statement {
        @Override
        public long moment() {
            return decidedAt;
        }

        @Override
        public String text() {
            return proposal.intervention().summary() + " after position " + decidedAt;
        }
    }

    private final Map<Line, List<Judged>> verdicts = new LinkedHashMap<>();
    private final Map<Line, List<Proposed>> proposals = new LinkedHashMap<>();

    void add(Line line, Judged judged) {
        verdicts.computeIfAbsent(line, key -> new ArrayList<>()).add(judged);
    }

    void add(Line line, Proposed proposed) {
        proposals.computeIfAbsent(line, key -> new ArrayList<>()).add(proposed);
    }

    List<Judged> verdicts(Line line) {
        return verdicts.getOrDefault(line, List.of());
    }

    List<Proposed> proposals(Line line) {
        return proposals.getOrDefault(line, List.of());
    }

    Set<Line> judgedLines() {
        return Collections.unmodifiableSet(verdicts.keySet());
    }

    Set<Line> proposedLines() {
        return Collections.unmodifiableSet(proposals.keySet());
    }
}
