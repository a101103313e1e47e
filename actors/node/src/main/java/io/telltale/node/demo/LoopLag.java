package io.telltale.node.demo;

import io.telltale.spi.InterventionOutcome;
import io.telltale.transport.InterventionDecided;
import io.telltale.transport.InterventionId;
import io.telltale.transport.InterventionRequested;
import io.telltale.transport.LogEvent;
import java.util.HashSet;
import java.util.Set;
import org.HdrHistogram.Histogram;

/** How late applied interventions came, and what became of the others; those of generations that are only observed do not count. */
final class LoopLag {

    private static final double MICROS_PER_MILLI = 1e3;
    private static final int DIGITS = 3;
    private static final double MEDIAN = 50;
    private static final double TAIL = 99;

    private final Histogram tokens = new Histogram(DIGITS);
    private final Histogram micros = new Histogram(DIGITS);
    private final Set<InterventionId> requested = new HashSet<>();
    private final Set<InterventionId> decided = new HashSet<>();
    private long late;
    private long expired;

    void add(LogEvent event) {
        if (event instanceof InterventionRequested request) {
            requested.add(request.id());
        } else if (event instanceof InterventionDecided decision) {
            add(decision);
        }
    }

    private void add(InterventionDecided decision) {
        decided.add(decision.id());
        switch (decision.outcome()) {
            case InterventionOutcome.Applied applied -> addLag(decision);
            case InterventionOutcome.Late tooLate -> late++;
            case InterventionOutcome.Expired end -> expired++;
            case InterventionOutcome.Superseded newer -> expired++;
            case InterventionOutcome.Rejected observed -> {}
        }
    }

    private void addLag(InterventionDecided decision) {
        tokens.recordValue(decision.lagTokens());
        micros.recordValue(Math.max(0, Math.round(decision.lagMillis() * MICROS_PER_MILLI)));
    }

    DemoSummary.Loop summary() {
        Set<InterventionId> undecided = new HashSet<>(requested);
        undecided.removeAll(decided);
        return new DemoSummary.Loop(
                tokens.getValueAtPercentile(MEDIAN),
                tokens.getValueAtPercentile(TAIL),
                micros.getValueAtPercentile(MEDIAN) / MICROS_PER_MILLI,
                micros.getValueAtPercentile(TAIL) / MICROS_PER_MILLI,
                tokens.getTotalCount(),
                late,
                expired,
                undecided.size());
    }
}
