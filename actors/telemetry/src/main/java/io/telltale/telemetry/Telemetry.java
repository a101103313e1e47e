package io.telltale.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Emits spans and metrics. Safe for use by several threads. */
public final class Telemetry {

    private static final TextMapPropagator PROPAGATOR = W3CTraceContextPropagator.getInstance();

    private final Tracer tracer;
    private final LoopMeters meters;

    private Telemetry(OpenTelemetry openTelemetry) {
        this.tracer = openTelemetry.getTracer(TelemetryNames.INSTRUMENTATION);
        this.meters = new LoopMeters(openTelemetry.getMeter(TelemetryNames.INSTRUMENTATION));
    }

    public static Telemetry of(OpenTelemetry openTelemetry) {
        return new Telemetry(openTelemetry);
    }

    /** Emits nothing. */
    public static Telemetry disabled() {
        return new Telemetry(OpenTelemetry.noop());
    }

    /** Returns the counters and histograms of the loop. */
    public LoopMeters meters() {
        return meters;
    }

    /** Opens a span inside this process under the parent that the headers name, or a new trace under none. */
    public TraceSpan start(String name, TraceHeaders parent) {
        return start(name, parent, SpanKind.INTERNAL);
    }

    /** Opens the span of an incoming request. */
    public TraceSpan startServer(String name, TraceHeaders parent) {
        return start(name, parent, SpanKind.SERVER);
    }

    /** Opens the span that handles a record read from the log. */
    public TraceSpan startConsumer(String name, TraceHeaders parent) {
        return start(name, parent, SpanKind.CONSUMER);
    }

    private TraceSpan start(String name, TraceHeaders parent, SpanKind kind) {
        Span span = tracer.spanBuilder(name)
                .setSpanKind(kind)
                .setParent(contextOf(parent))
                .startSpan();
        return new TraceSpan(span, span.getSpanContext().isValid() ? headersOf(span) : parent);
    }

    private static Context contextOf(TraceHeaders parent) {
        return parent.headers().isEmpty()
                ? Context.root()
                : PROPAGATOR.extract(Context.root(), parent.headers(), MapGetter.INSTANCE);
    }

    private static TraceHeaders headersOf(Span span) {
        Map<String, String> headers = new HashMap<>();
        PROPAGATOR.inject(Context.root().with(span), headers, (carrier, key, value) -> headers.put(key, value));
        return new TraceHeaders(headers);
    }

    private enum MapGetter implements TextMapGetter<Map<String, String>> {
        INSTANCE;

        @Override
        public Iterable<String> keys(Map<String, String> carrier) {
            return carrier.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> carrier, String key) {
            return carrier == null ? null : carrier.get(key);
        }
    }
}
