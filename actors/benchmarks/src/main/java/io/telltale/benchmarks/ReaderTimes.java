package io.telltale.benchmarks;

import java.util.List;
import org.HdrHistogram.ConcurrentHistogram;

/** What readers of streamed answers wait for. Safe for use by several threads. */
final class ReaderTimes {

    static final double P50 = 50;
    static final double P99 = 99;

    private static final int DIGITS = 3;
    private static final long NANOS_PER_MICRO = 1000;
    private static final double MICROS_PER_MILLI = 1e3;

    private final ConcurrentHistogram firstTokenMicros = new ConcurrentHistogram(DIGITS);
    private final ConcurrentHistogram betweenTokensMicros = new ConcurrentHistogram(DIGITS);

    void addFirst(long nanos) {
        firstTokenMicros.recordValue(nanos / NANOS_PER_MICRO);
    }

    void addNext(long nanos) {
        betweenTokensMicros.recordValue(nanos / NANOS_PER_MICRO);
    }

    double betweenTokensMillis(double percentile) {
        return betweenTokensMicros.getValueAtPercentile(percentile) / MICROS_PER_MILLI;
    }

    private double firstTokenMillis(double percentile) {
        return firstTokenMicros.getValueAtPercentile(percentile) / MICROS_PER_MILLI;
    }

    List<Figure> figures(String prefix) {
        return List.of(
                Figure.of(prefix + ", time to first token, p50", firstTokenMillis(P50), "ms"),
                Figure.of(prefix + ", time to first token, p99", firstTokenMillis(P99), "ms"),
                Figure.of(prefix + ", between tokens, p50", betweenTokensMillis(P50), "ms"),
                Figure.of(prefix + ", between tokens, p99", betweenTokensMillis(P99), "ms"),
                Figure.of(prefix + ", between tokens, max", betweenTokensMillis(100), "ms"));
    }
}
