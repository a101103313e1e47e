package io.telltale.benchmarks;

import io.telltale.spi.InterventionOutcome;
import io.telltale.spi.SequenceId;
import io.telltale.spi.TokenSpan;
import io.telltale.transport.ActivationsCaptured;
import io.telltale.transport.InterventionDecided;
import io.telltale.transport.InterventionId;
import io.telltale.transport.InterventionRequested;
import io.telltale.transport.LogEvent;
import io.telltale.transport.TokenSampled;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** What the log says about the loop's times. Takes sampled tokens and activations before interventions. */
final class LoopTimes {

    private record Place(SequenceId sequence, int position) {}

    private static final int DIGITS = 3;
    private static final double MICROS_PER_MILLI = 1e3;
    private static final double P99 = 99;
    private static final double[] PERCENTILES = {50, 90, P99, 99.9, 100};

    private final int maxLagTokens;
    private final Map<Place, Instant> capturedAt = new HashMap<>();
    private final Map<SequenceId, Instant> lastToken = new HashMap<>();
    private final Map<InterventionId, InterventionRequested> requests = new HashMap<>();
    private final List<InterventionDecided> decisions = new ArrayList<>();
    private final Map<String, Long> outcomes = new TreeMap<>();
    private final Histogram intervalMicros = new Histogram(DIGITS);
    private final Histogram gateMicros = new Histogram(DIGITS);
    private final Histogram appliedMicros = new Histogram(DIGITS);
    private final Histogram lagTokens = new Histogram(DIGITS);
    private long afterDeadline;
    private int undecided;

    LoopTimes(int maxLagTokens) {
        this.maxLagTokens = maxLagTokens;
    }

    void add(LogEvent event) {
        if (event instanceof TokenSampled sampled) {
            Instant before = lastToken.put(sampled.sequence(), sampled.at());
            Optional.ofNullable(before).ifPresent(at -> intervalMicros.recordValue(micros(at, sampled.at())));
        } else if (event instanceof ActivationsCaptured captured) {
            TokenSpan step = captured.activations().step();
            capturedAt.put(new Place(captured.activations().sequence().id(), step.until() - 1), captured.at());
        } else if (event instanceof InterventionRequested request) {
            requests.put(request.id(), request);
        } else if (event instanceof InterventionDecided decided) {
            decisions.add(decided);
        }
    }

    /** Evaluates what was added; nothing is added after. */
    LoopTimes complete() {
        decisions.forEach(this::decide);
        undecided = requests.size() - decisions.size();
        return this;
    }

    private void decide(InterventionDecided decided) {
        outcomes.merge(decided.outcome().getClass().getSimpleName(), 1L, Long::sum);
        gateMicros.recordValue(Math.max(0, Math.round(decided.lagMillis() * MICROS_PER_MILLI)));
        // One that expired met the end of its sequence, not a step that it could have changed.
        if (!(decided.outcome() instanceof InterventionOutcome.Expired)) {
            lagTokens.recordValue(decided.lagTokens());
        }
        InterventionRequested request = requests.get(decided.id());
        if (request != null && decided.outcome() instanceof InterventionOutcome.Applied applied) {
            apply(request, decided, applied.position());
        }
    }

    private void apply(InterventionRequested request, InterventionDecided decided, int position) {
        Optional.ofNullable(capturedAt.get(new Place(request.sequence(), request.decidedAt())))
                .ifPresent(captured -> appliedMicros.recordValue(micros(captured, decided.at())));
        boolean late = position - request.decidedAt() > maxLagTokens
                || !request.proposal().window().covers(position);
        afterDeadline += late ? 1 : 0;
    }

    private static long micros(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toNanos() / 1000);
    }

    List<Figure> figures(int intervalMillis) {
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.of(
                "time between tokens, p50", intervalMicros.getValueAtPercentile(50) / MICROS_PER_MILLI, "ms"));
        addPercentiles(figures, "capture to gate", gateMicros, MICROS_PER_MILLI, "ms");
        addPercentiles(figures, "capture to applied", appliedMicros, MICROS_PER_MILLI, "ms");
        addPercentiles(figures, "lag", lagTokens, 1, "tokens");
        figures.add(Figure.atMost(maxLagTokens, "p99 lag", (double) lagTokens.getValueAtPercentile(P99), "tokens"));
        figures.add(Figure.of(
                "p99 capture to gate : token interval",
                gateMicros.getValueAtPercentile(P99) / MICROS_PER_MILLI / intervalMillis,
                "ratio"));
        outcomes.forEach((outcome, count) -> figures.add(Figure.of("outcome " + outcome, count, "decisions")));
        figures.add(Figure.none("requests without an outcome", undecided, "requests"));
        figures.add(Figure.none("applied after their deadline", afterDeadline, "decisions"));
        return figures;
    }

    private static void addPercentiles(
            List<Figure> figures, String name, Histogram histogram, double unit, String unitName) {
        for (double percentile : PERCENTILES) {
            String label =
                    percentile == 100 ? "max" : "p" + String.valueOf(percentile).replace(".0", "");
            figures.add(Figure.of(name + ", " + label, histogram.getValueAtPercentile(percentile) / unit, unitName));
        }
    }
}
