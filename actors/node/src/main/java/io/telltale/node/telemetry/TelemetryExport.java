package io.telltale.node.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.exporter.prometheus.PrometheusHttpServer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.telltale.node.NodeException;
import io.telltale.node.config.TelemetrySettings;
import io.telltale.node.config.TelemetrySettings.Prometheus;
import io.telltale.node.config.TelemetrySettings.Switch;
import io.telltale.telemetry.Telemetry;
import java.io.UncheckedIOException;

/** Metrics for Prometheus to fetch, and metrics and traces sent to a collector, as the settings say. */
public final class TelemetryExport implements AutoCloseable {

    private static final AttributeKey<String> SERVICE_NAME = AttributeKey.stringKey("service.name");

    private final OpenTelemetrySdk sdk;

    private TelemetryExport(OpenTelemetrySdk sdk) {
        this.sdk = sdk;
    }

    /**
     * Begins to export.
     *
     * @throws NodeException if the port for Prometheus is taken, or the collector's endpoint is no address
     */
    public static TelemetryExport start(TelemetrySettings settings) {
        Resource resource = Resource.getDefault().merge(Resource.create(Attributes.of(SERVICE_NAME, "telltale")));
        String endpoint = settings.otlp().endpoint();
        SdkTracerProviderBuilder traces = SdkTracerProvider.builder().setResource(resource);
        SdkMeterProviderBuilder metrics = SdkMeterProvider.builder().setResource(resource);
        if (!endpoint.isEmpty()) {
            send(endpoint, traces, metrics);
        }
        if (settings.prometheus().state() == Switch.ON) {
            metrics.registerMetricReader(listen(settings.prometheus()));
        }
        return new TelemetryExport(OpenTelemetrySdk.builder()
                .setTracerProvider(traces.build())
                .setMeterProvider(metrics.build())
                .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
                .build());
    }

    private static void send(String endpoint, SdkTracerProviderBuilder traces, SdkMeterProviderBuilder metrics) {
        try {
            traces.addSpanProcessor(BatchSpanProcessor.builder(
                            OtlpGrpcSpanExporter.builder().setEndpoint(endpoint).build())
                    .build());
            metrics.registerMetricReader(PeriodicMetricReader.create(
                    OtlpGrpcMetricExporter.builder().setEndpoint(endpoint).build()));
        } catch (IllegalArgumentException notAnAddress) {
            throw new NodeException(
                    "telltale.telemetry.otlp.endpoint must be an address like http://localhost:4317, not '" + endpoint
                            + "'",
                    notAnAddress);
        }
    }

    private static PrometheusHttpServer listen(Prometheus prometheus) {
        try {
            return PrometheusHttpServer.builder()
                    .setHost(prometheus.host())
                    .setPort(prometheus.port())
                    .build();
        } catch (UncheckedIOException taken) {
            throw new NodeException(
                    "cannot offer metrics on %s:%d: the port is in use; choose another with telltale.telemetry.prometheus.port"
                            .formatted(prometheus.host(), prometheus.port()),
                    taken);
        }
    }

    /** Returns what the rest of the program emits through. */
    public Telemetry telemetry() {
        return Telemetry.of(sdk);
    }

    /** Sends what is left and stops. */
    @Override
    public void close() {
        sdk.close();
    }
}
