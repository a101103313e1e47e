package io.telltale.telemetry;

/** Names of spans, metrics and attributes: OpenTelemetry's GenAI conventions where they have one, ours otherwise. */
public final class TelemetryNames {

    public static final String INSTRUMENTATION = "io.telltale";

    public static final String SPAN_GENERATION = "generation";
    public static final String SPAN_STEP = "step";
    public static final String SPAN_PLUGIN = "plugin";
    public static final String SPAN_INTERVENTION = "intervention";

    public static final String OPERATION = "gen_ai.operation.name";
    public static final String MODEL = "gen_ai.request.model";
    public static final String FINISH_REASON = "gen_ai.response.finish_reasons";
    public static final String INPUT_TOKENS = "gen_ai.usage.input_tokens";
    public static final String OUTPUT_TOKENS = "gen_ai.usage.output_tokens";

    public static final String GENERATION = "telltale.generation";
    public static final String POSITION = "telltale.position";
    public static final String PLUGIN = "telltale.plugin";
    public static final String TOPIC = "telltale.verdict.topic";
    public static final String CONCLUSION = "telltale.verdict.conclusion";
    public static final String OUTCOME = "telltale.intervention.outcome";
    public static final String LAG_TOKENS = "telltale.intervention.lag_tokens";

    public static final String METRIC_TOKENS = "telltale.tokens";
    public static final String METRIC_GENERATIONS = "telltale.generations";
    public static final String METRIC_ACTIVATIONS = "telltale.activations.captured";
    public static final String METRIC_VERDICTS = "telltale.verdicts";
    public static final String METRIC_INTERVENTIONS = "telltale.interventions";
    public static final String METRIC_LAG_TOKENS = "telltale.loop.lag_tokens";
    public static final String METRIC_LAG_MILLIS = "telltale.loop.lag";
    public static final String METRIC_PLUGIN_FAILURES = "telltale.plugin.failures";

    private TelemetryNames() {}
}
