package io.telltale.node.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.telltale.node.TestModels;
import io.telltale.node.cli.CommandRun;
import io.telltale.node.config.NodeSettings;
import io.telltale.node.config.SettingsSource;
import io.telltale.telemetry.Telemetry;
import io.telltale.telemetry.TelemetryNames;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningNodeTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String BODY =
            "{\"model\": \"tiny\", \"prompt\": [1, 2, 3], \"max_tokens\": 24, \"temperature\": 0}";

    @TempDir
    private Path folder;

    @Test
    void generatesOverHttpWhatTheBareEngineGenerates() throws Exception {
        CommandRun bare = CommandRun.of(
                "generate",
                "--model",
                TestModels.tiny().toString(),
                "--token-ids",
                "1,2,3",
                "--max-new-tokens",
                "24",
                "--json");

        JsonNode served;
        try (RunningNode node = start(settings(Map.of()), Telemetry.disabled())) {
            served = JSON.readTree(complete(node).body());
        }

        assertThat(served.path("choices").path(0).path("text").asText())
                .isEqualTo(JSON.readTree(bare.out()).path("text").asText());
        assertThat(served.path("system_fingerprint").asText()).startsWith("fp_");
    }

    @Test
    void tracesARequestFromItsArrivalToTheInterventionThatItBroughtAbout() throws Exception {
        InMemorySpanExporter spans = InMemorySpanExporter.create();
        SdkTracerProvider provider = SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(spans))
                .build();
        Telemetry telemetry = Telemetry.of(
                OpenTelemetrySdk.builder().setTracerProvider(provider).build());

        // Slow enough for the plugin to answer before the generation is over.
        NodeSettings settings = settings(
                Map.of("telltale.plugins.enabled", "[nudge]", "telltale.generation.min-token-interval", "20ms"));
        try (RunningNode node = start(settings, telemetry)) {
            complete(node);
        }

        List<SpanData> ofTheRequest = spans.getFinishedSpanItems().stream()
                .filter(span -> span.getTraceId().equals(TRACE))
                .toList();
        assertThat(ofTheRequest)
                .extracting(SpanData::getName)
                .contains(
                        "POST /v1/completions",
                        TelemetryNames.SPAN_GENERATION,
                        TelemetryNames.SPAN_STEP,
                        TelemetryNames.SPAN_PLUGIN,
                        TelemetryNames.SPAN_INTERVENTION);
        assertThat(spans.getFinishedSpanItems())
                .as("no span is outside the trace")
                .hasSameSizeAs(ofTheRequest);
    }

    @Test
    void recordsItsLogSoThatReplayAgreesWithIt() throws Exception {
        Path recording = folder.resolve("recording");
        NodeSettings settings = settings(
                Map.of("telltale.plugins.enabled", "[nudge]", "telltale.recording.folder", recording.toString()));
        try (RunningNode node = start(settings, Telemetry.disabled())) {
            complete(node);
        }

        CommandRun replay = CommandRun.of(
                "replay",
                "--from",
                recording.toString(),
                "--plugin",
                "nudge",
                "--set",
                "telltale.model.path=" + TestModels.tiny());

        assertThat(replay.exitCode()).as(replay.out() + replay.err()).isZero();
        assertThat(replay.out()).contains("24 activation events").contains("0 differences");
    }

    private static RunningNode start(NodeSettings settings, Telemetry telemetry) throws Exception {
        return RunningNode.start(settings, telemetry, InstantSource.system(), new Random(1));
    }

    private static NodeSettings settings(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(Map.of(
                "telltale.model.path", TestModels.tiny().toString(),
                "telltale.model.name", "tiny",
                "telltale.kafka.mode", "memory",
                "telltale.http.port", "0"));
        all.putAll(more);
        return SettingsSource.read(List.of(), all);
    }

    private static HttpResponse<String> complete(RunningNode node) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + node.address().getPort() + "/v1/completions"))
                    .header("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01")
                    .POST(HttpRequest.BodyPublishers.ofString(BODY))
                    .build();
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            return response;
        }
    }
}
