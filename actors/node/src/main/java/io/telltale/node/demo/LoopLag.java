package io.telltale.node.demo;

import io.telltale.spi.InterventionOutcome;
import io.telltale.transport.InterventionDecided;
import org.HdrHistogram.Histogram;

/** How late applied interventions came. For one thread at a time. */
final class LoopLag {

    private static final double MICROS_PER_MILLI = 1e3;
    private static final int DIGITS = 3;
    private static final double MEDIAN = 50;
    private static final double TAIL = 99;

    private final Histogram tokens = new Histogram(DIGITS);
    private final Histogram micros = new Histogram(DIGITS);
    private long decided;

    void add(InterventionDecided event) {
        decided++;
        if (event.outcome() instanceof InterventionOutcome.Applied) {
            tokens.recordValue(event.lagTokens());
            micros.recordValue(Math.max(0, Math.round(event.lagMillis() * MICROS_PER_MILLI)));
        }
    }

    DemoSummary.Loop summary() {
        return new DemoSummary.Loop(
                tokens.getValueAtPercentile(MEDIAN),
                tokens.getValueAtPercentile(TAIL),
                micros.getValueAtPercentile(MEDIAN) / MICROS_PER_MILLI,
                micros.getValueAtPercentile(TAIL) / MICROS_PER_MILLI,
                tokens.getTotalCount(),
                decided);
    }
}
