package io.telltale.node.http;

import io.telltale.runtime.GenerationEnd;
import io.telltale.runtime.GenerationListener;
import io.telltale.runtime.SampledToken;
import io.telltale.spi.GenerationId;
import io.telltale.telemetry.Telemetry;
import io.telltale.telemetry.TelemetryNames;
import io.telltale.telemetry.TraceHeaders;
import io.telltale.telemetry.TraceSpan;
import io.telltale.transport.FinishReason;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/** The span of one request: from its arrival to the end of its answer. */
final class RequestSpan {

    private final TraceSpan span;

    private RequestSpan(TraceSpan span) {
        this.span = span;
    }

    /** Opens the span under the trace that the client names, or a trace of its own. */
    static RequestSpan open(Telemetry telemetry, CompletionKind kind, HttpRequest request) {
        TraceSpan span = telemetry
                .startServer("POST " + kind.path(), headers(request))
                .with("http.request.method", "POST")
                .with("http.route", kind.path())
                .with(TelemetryNames.OPERATION, kind.operation());
        return new RequestSpan(span);
    }

    private static TraceHeaders headers(HttpRequest request) {
        Map<String, String> headers = new HashMap<>();
        request.getHeaders().forEach(header -> {
            String name = header.lowercaseName();
            if (name.equals("traceparent") || name.equals("tracestate")) {
                headers.put(name, header.value());
            }
        });
        return new TraceHeaders(headers);
    }

    TraceHeaders headers() {
        return span.headers();
    }

    void askedFor(String model) {
        span.with(TelemetryNames.MODEL, model);
    }

    /** Closes the span: the request was not answered. */
    void refused(ApiException failure) {
        span.with("http.response.status_code", failure.status())
                .fail(failure.body().error().type());
    }

    /** Hands everything on, and closes the span when the generation ends. */
    GenerationListener closedBy(GenerationListener listener) {
        return new GenerationListener() {
            @Override
            public void onToken(SampledToken token) {
                listener.onToken(token);
            }

            @Override
            public void onRemainingText(GenerationId generation, String text) {
                listener.onRemainingText(generation, text);
            }

            @Override
            public void onEnded(GenerationEnd end) {
                close(end);
                listener.onEnded(end);
            }
        };
    }

    private void close(GenerationEnd end) {
        span.with(TelemetryNames.GENERATION, end.generation().value())
                .with(TelemetryNames.INPUT_TOKENS, end.prompt().size())
                .with(TelemetryNames.OUTPUT_TOKENS, end.tokens().size())
                .with(TelemetryNames.FINISH_REASON, end.reason().name().toLowerCase(Locale.ROOT));
        if (end.reason() == FinishReason.FAILED) {
            span.fail(end.error());
        } else {
            span.end();
        }
    }
}
