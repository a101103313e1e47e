package io.telltale.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.Meter;
import java.util.List;

/** Counters and histograms of the loop: tokens, events, verdicts, interventions and how late they come. */
public final class LoopMeters {

    private static final AttributeKey<String> PLUGIN = AttributeKey.stringKey(TelemetryNames.PLUGIN);
    private static final AttributeKey<String> CONCLUSION = AttributeKey.stringKey(TelemetryNames.CONCLUSION);
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey(TelemetryNames.OUTCOME);
    private static final AttributeKey<String> FINISH = AttributeKey.stringKey(TelemetryNames.FINISH_REASON);

    private final LongCounter tokens;
    private final LongCounter generations;
    private final LongCounter activations;
    private final LongCounter verdicts;
    private final LongCounter interventions;
    private final LongCounter pluginFailures;
    private final LongHistogram lagTokens;
    private final DoubleHistogram lagMillis;

    LoopMeters(Meter meter) {
        this.tokens = meter.counterBuilder(TelemetryNames.METRIC_TOKENS).build();
        this.generations =
                meter.counterBuilder(TelemetryNames.METRIC_GENERATIONS).build();
        this.activations =
                meter.counterBuilder(TelemetryNames.METRIC_ACTIVATIONS).build();
        this.verdicts = meter.counterBuilder(TelemetryNames.METRIC_VERDICTS).build();
        this.interventions =
                meter.counterBuilder(TelemetryNames.METRIC_INTERVENTIONS).build();
        this.pluginFailures =
                meter.counterBuilder(TelemetryNames.METRIC_PLUGIN_FAILURES).build();
        this.lagTokens = meter.histogramBuilder(TelemetryNames.METRIC_LAG_TOKENS)
                .ofLongs()
                .setUnit("{token}")
                .setExplicitBucketBoundariesAdvice(List.of(1L, 2L, 3L, 4L, 6L, 8L, 16L))
                .build();
        this.lagMillis = meter.histogramBuilder(TelemetryNames.METRIC_LAG_MILLIS)
                .setUnit("ms")
                .setExplicitBucketBoundariesAdvice(List.of(0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0))
                .build();
    }

    public void tokenSampled() {
        tokens.add(1);
    }

    public void generationEnded(String finishReason) {
        generations.add(1, Attributes.of(FINISH, finishReason));
    }

    public void activationsCaptured() {
        activations.add(1);
    }

    public void verdictIssued(String plugin, String conclusion) {
        verdicts.add(1, Attributes.of(PLUGIN, plugin, CONCLUSION, conclusion));
    }

    public void interventionDecided(String plugin, String outcome) {
        interventions.add(1, Attributes.of(PLUGIN, plugin, OUTCOME, outcome));
    }

    /** Records how late an applied intervention came: in tokens, and in milliseconds from capture to decision. */
    public void lagged(String plugin, int tokenCount, double millis) {
        Attributes attributes = Attributes.of(PLUGIN, plugin);
        lagTokens.record(tokenCount, attributes);
        lagMillis.record(millis, attributes);
    }

    public void pluginFailed(String plugin) {
        pluginFailures.add(1, Attributes.of(PLUGIN, plugin));
    }
}
