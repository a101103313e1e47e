package io.telltale.node.http;

import io.telltale.node.http.wire.Usage;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
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

    /** Hands everything on, and closes the span when all choices have ended. */
    IntFunction<GenerationListener> closedBy(int choices, IntFunction<GenerationListener> listeners) {
        ChoiceEnds ends = new ChoiceEnds(choices);
        return choice -> closedBy(choice, ends, listeners.apply(choice));
    }

    private GenerationListener closedBy(int choice, ChoiceEnds ends, GenerationListener listener) {
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
                ends.add(choice, end).ifPresent(all -> close(all));
                listener.onEnded(end);
            }
        };
    }

    private void close(List<GenerationEnd> ends) {
        Usage usage = ChoiceEnds.usage(ends);
        span.with(TelemetryNames.GENERATION, ends.getFirst().generation().value())
                .with(TelemetryNames.INPUT_TOKENS, usage.promptTokens())
                .with(TelemetryNames.OUTPUT_TOKENS, usage.completionTokens())
                .with(TelemetryNames.FINISH_REASON, reasons(ends));
        ends.stream()
                .filter(end -> end.reason() == FinishReason.FAILED)
                .findFirst()
                .ifPresentOrElse(failed -> span.fail(failed.error()), span::end);
    }

    private static String reasons(List<GenerationEnd> ends) {
        return ends.stream()
                .map(end -> end.reason().name().toLowerCase(Locale.ROOT))
                .distinct()
                .collect(Collectors.joining(","));
    }
}
