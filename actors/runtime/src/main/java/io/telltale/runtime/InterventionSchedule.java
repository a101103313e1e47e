package io.telltale.runtime;

import io.telltale.engine.shard.ScheduledIntervention;
import io.telltale.spi.Ablation;
import io.telltale.spi.Addition;
import io.telltale.spi.Intervention;
import io.telltale.spi.InterventionOutcome;
import io.telltale.spi.InterventionWindow;
import io.telltale.spi.PluginId;
import io.telltale.spi.StopGeneration;
import io.telltale.spi.TokenSpan;
import io.telltale.transport.InterventionRequested;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The interventions of one sequence in time: which hold at a position, and what became of each. Not safe for threads; the
 * sequence's coordinator owns it.
 */
final class InterventionSchedule {

    /**
     * One plugin's interventions of one kind at one place, its site and, for ablations, its direction: a newer one takes the
     * place of an older.
     */
    private record Slot(PluginId plugin, Class<?> kind, List<Object> place) {}

    /** What is added must not be taken away again by an ablation that happened to arrive later. */
    private static final Comparator<ScheduledIntervention> ABLATIONS_FIRST =
            Comparator.comparing(scheduled -> !(scheduled.intervention() instanceof Ablation));

    private static final class Entry {
        final InterventionRequested request;
        final Slot slot;
        final int from;
        final int lagTokens;
        int until;
        boolean begun;

        Entry(InterventionRequested request, int from, int lagTokens) {
            this.request = request;
            this.slot = slotOf(request);
            this.from = from;
            this.until = request.proposal().window().until();
            this.lagTokens = lagTokens;
        }

        boolean holdsIn(TokenSpan step) {
            return from < step.until() && step.from() < until;
        }

        Intervention intervention() {
            return request.proposal().intervention();
        }

        ScheduledIntervention scheduled() {
            return new ScheduledIntervention(intervention(), new InterventionWindow(from, until));
        }

        Decision applied(TokenSpan step) {
            return decide(new InterventionOutcome.Applied(Math.max(from, step.from())));
        }

        Decision decide(InterventionOutcome outcome) {
            return new Decision(request.id(), outcome, lagTokens);
        }
    }

    /**
     * What holds during one step.
     *
     * @param interventions ablations first, otherwise in the order in which they were admitted; none if there is a stop
     * @param stop ends the sequence before the step
     * @param decisions those that are certain before the step runs: a stop, or else expiries
     */
    record Plan(List<ScheduledIntervention> interventions, Optional<StopGeneration> stop, List<Decision> decisions) {}

    private final List<Entry> entries = new ArrayList<>();
    private final List<Decision> beginning = new ArrayList<>();

    /**
     * Takes an intervention in.
     *
     * @param nextPosition the first position that has not been started
     * @param maxLagTokens beyond which it is late
     * @return what that decides at once: itself, when it came too late, and those that it supersedes
     */
    List<Decision> admit(InterventionRequested request, int nextPosition, int maxLagTokens) {
        InterventionWindow window = request.proposal().window();
        int lagTokens = nextPosition - request.decidedAt();
        if (lagTokens > maxLagTokens) {
            return List.of(new Decision(request.id(), new InterventionOutcome.Late(lagTokens), lagTokens));
        }
        int from = Math.max(window.from(), nextPosition);
        if (from >= window.until()) {
            return List.of(new Decision(request.id(), new InterventionOutcome.Expired(), lagTokens));
        }
        Entry entry = new Entry(request, from, lagTokens);
        List<Decision> decisions = supersede(entry);
        entries.add(entry);
        return decisions;
    }

    private List<Decision> supersede(Entry newer) {
        List<Decision> decisions = new ArrayList<>();
        for (Iterator<Entry> all = entries.iterator(); all.hasNext(); ) {
            Entry older = all.next();
            if (!older.slot.equals(newer.slot)) {
                continue;
            }
            older.until = Math.min(older.until, newer.from);
            if (!older.begun && older.until <= older.from) {
                decisions.add(older.decide(new InterventionOutcome.Superseded()));
                all.remove();
            }
        }
        return decisions;
    }

    /** Returns what holds over a step that is about to start; positions come in order, each once. */
    Plan planFor(TokenSpan step) {
        return entries.stream()
                .filter(entry -> entry.holdsIn(step) && entry.intervention() instanceof StopGeneration)
                .findFirst()
                .map(stop -> stopping(stop, step))
                .orElseGet(() -> running(step));
    }

    private static Plan stopping(Entry stop, TokenSpan step) {
        return new Plan(List.of(), Optional.of((StopGeneration) stop.intervention()), List.of(stop.applied(step)));
    }

    private Plan running(TokenSpan step) {
        List<Decision> expired = expire(step.from());
        List<Entry> holding =
                entries.stream().filter(entry -> entry.holdsIn(step)).toList();
        holding.forEach(entry -> begin(entry, step));
        List<ScheduledIntervention> interventions =
                holding.stream().map(Entry::scheduled).sorted(ABLATIONS_FIRST).toList();
        return new Plan(interventions, Optional.empty(), expired);
    }

    private List<Decision> expire(int position) {
        List<Entry> over =
                entries.stream().filter(entry -> entry.until <= position).toList();
        entries.removeAll(over);
        return over.stream()
                .filter(entry -> !entry.begun)
                .map(entry -> entry.decide(new InterventionOutcome.Expired()))
                .toList();
    }

    private void begin(Entry entry, TokenSpan step) {
        if (!entry.begun) {
            entry.begun = true;
            beginning.add(entry.applied(step));
        }
    }

    /** Returns the first applications of the step that was planned last and has run. */
    List<Decision> stepCompleted() {
        List<Decision> applied = List.copyOf(beginning);
        beginning.clear();
        return applied;
    }

    private static Slot slotOf(InterventionRequested request) {
        Intervention intervention = request.proposal().intervention();
        List<Object> place = switch (intervention) {
            case Addition addition -> List.of(addition.site());
            case Ablation ablation -> List.of(ablation.site(), ablation.direction());
            case StopGeneration stop -> List.of();
        };
        return new Slot(request.plugin(), intervention.getClass(), place);
    }
}
