package io.telltale.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;

/** A span that is open: something that takes time, seen by a trace. Safe for use by several threads. */
public final class TraceSpan {

    private final Span span;
    private final TraceHeaders headers;

    TraceSpan(Span span, TraceHeaders headers) {
        this.span = span;
        this.headers = headers;
    }

    /** Returns what a child needs to join this trace, here or on the other side of a broker. */
    public TraceHeaders headers() {
        return headers;
    }

    public TraceSpan with(String attribute, String value) {
        span.setAttribute(attribute, value);
        return this;
    }

    public TraceSpan with(String attribute, long value) {
        span.setAttribute(attribute, value);
        return this;
    }

    /** Closes the span. */
    public void end() {
        span.end();
    }

    /** Closes the span as failed. */
    public void fail(String reason) {
        span.setStatus(StatusCode.ERROR, reason);
        span.end();
    }
}
