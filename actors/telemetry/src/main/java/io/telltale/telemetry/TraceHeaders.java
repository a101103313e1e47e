package io.telltale.telemetry;

import java.util.Map;

/**
 * Where in a trace something happened, as W3C headers ({@code traceparent}); travels in messages and in Kafka record headers.
 *
 * @param headers empty when nothing is traced
 */
public record TraceHeaders(Map<String, String> headers) {

    /** Belongs to no trace. */
    public static final TraceHeaders NONE = new TraceHeaders(Map.of());

    public TraceHeaders {
        headers = Map.copyOf(headers);
    }
}
