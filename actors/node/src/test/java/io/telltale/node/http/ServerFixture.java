package io.telltale.node.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import io.telltale.engine.sampling.SamplingParameters;
import io.telltale.engine.text.ChatMessage;
import io.telltale.node.config.GenerationSettings;
import io.telltale.node.config.GenerationSettings.SamplingDefaults;
import io.telltale.node.config.HttpSettings;
import io.telltale.node.prompt.Prompt;
import io.telltale.node.prompt.Vocabulary;
import io.telltale.spi.TokenIds;
import io.telltale.telemetry.Telemetry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.stream.Collectors;

/** A server on a free port, before a model that a test scripts, and a client for it. */
final class ServerFixture implements AutoCloseable {

    static final String MODEL = "parrot";
    static final int CONTEXT = 64;
    static final int STREAM_BUFFER = 16;
    static final int MAX_REQUEST_BYTES = 4096;
    static final GenerationSettings GENERATION =
            new GenerationSettings(8, 64, Duration.ZERO, 11, SamplingDefaults.NEUTRAL);
    private static final long SEED = 1;

    final ScriptedGenerations model = new ScriptedGenerations();
    final ApiServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    ServerFixture() {
        this(Telemetry.disabled());
    }

    ServerFixture(Telemetry telemetry) {
        ApiServices services = new ApiServices(
                served(),
                model,
                telemetry,
                InstantSource.fixed(Instant.ofEpochSecond(1_800_000_000)),
                new Random(SEED));
        HttpSettings settings = new HttpSettings("127.0.0.1", 0, MAX_REQUEST_BYTES, STREAM_BUFFER);
        server = ApiServer.start(services, settings, GENERATION, ConfigFactory.empty());
    }

    private static ServedModel served() {
        return new ServedModel(
                MODEL,
                "fp_1",
                CONTEXT,
                1_700_000_000,
                ServerFixture::encode,
                new NumberedVocabulary(),
                new SamplingParameters(1, 1, 0));
    }

    /** Tokens that show their numbers; but one shows that it is no character. */
    static final class NumberedVocabulary implements Vocabulary {

        static final int NO_CHARACTER = 8;

        @Override
        public int size() {
            return 128;
        }

        @Override
        public String text(int id) {
            return id == NO_CHARACTER ? "\uFFFD" : " \u00e9" + id;
        }
    }

    /** One token for each character. */
    private static TokenIds encode(Prompt prompt) {
        return switch (prompt) {
            case Prompt.Text text -> TokenIds.of(text.text().chars().toArray());
            case Prompt.Tokens tokens -> tokens.ids();
            case Prompt.Conversation conversation ->
                TokenIds.of(conversation.messages().stream()
                        .map(ChatMessage::content)
                        .collect(Collectors.joining())
                        .chars()
                        .toArray());
        };
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.address().getPort() + path);
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    static JsonNode json(HttpResponse<String> response) throws IOException {
        return Json.MAPPER.readTree(response.body());
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
