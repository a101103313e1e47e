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
        boolean applied;

        Entry(InterventionRequested request, int from, int lagTokens) {
            this.request = request;
            this.slot = slotOf(request);
            this.from = from;
            this.until = request.proposal().window().until();
            this.lagTokens = lagTokens;
        }

        Decision decide(InterventionOutcome outcome) {
            return new Decision(request.id(), outcome, lagTokens);
        }
    }

    /**
     * What holds during one step.
     *
     * @param interventions in the order in which they were admitted
     * @param decisions those that the step decides: first applications and expiries
     */
    record Plan(List<ScheduledIntervention> interventions, Optional<StopGeneration> stop, List<Decision> decisions) {}

    private final List<Entry> entries = new ArrayList<>();

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
            if (!older.applied && older.until <= older.from) {
                decisions.add(older.decide(new InterventionOutcome.Superseded()));
                all.remove();
            }
        }
        return decisions;
    }

    /** Returns what holds over a step that is about to start; positions come in order, each once. */
    Plan planFor(TokenSpan step) {
        List<ScheduledIntervention> holding = new ArrayList<>();
        List<Decision> decisions = new ArrayList<>();
        Optional<StopGeneration> stop = Optional.empty();
        for (Iterator<Entry> all = entries.iterator(); all.hasNext(); ) {
            Entry entry = all.next();
            if (entry.until <= step.from()) {
                all.remove();
                if (!entry.applied) {
                    decisions.add(entry.decide(new InterventionOutcome.Expired()));
                }
            } else if (entry.from < step.until()) {
                if (!entry.applied) {
                    entry.applied = true;
                    decisions.add(entry.decide(new InterventionOutcome.Applied(Math.max(entry.from, step.from()))));
                }
                Intervention intervention = entry.request.proposal().intervention();
                if (intervention instanceof StopGeneration reason) {
                    stop = Optional.of(reason);
                } else {
                    holding.add(
                            new ScheduledIntervention(intervention, new InterventionWindow(entry.from, entry.until)));
                }
            }
        }
        holding.sort(ABLATIONS_FIRST);
        return new Plan(List.copyOf(holding), stop, decisions);
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
