package io.telltale.node.config;

/** Where metrics and traces go. */
public record TelemetrySettings(Prometheus prometheus, Otlp otlp) {

    /** An endpoint that Prometheus reads. */
    public record Prometheus(Switch state, String host, int port) {}

    /**
     * A collector that is sent traces.
     *
     * @param endpoint empty text for none
     */
    public record Otlp(String endpoint) {}

    /** Whether something runs. */
    public enum Switch {
        ON,
        OFF
    }
}
