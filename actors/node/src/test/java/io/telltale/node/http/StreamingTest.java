package io.telltale.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.telltale.transport.FinishReason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StreamingTest {

    private static final String CHAT = "/v1/chat/completions";
    private static final String STREAMED = """
            {"model": "parrot", "stream": true, "messages": [{"role": "user", "content": "Rain?"}]}""";

    private static final ServerFixture SERVER = new ServerFixture();
    private final CountDownLatch testIsOver = new CountDownLatch(1);

    @BeforeEach
    void reset() {
        SERVER.model.reset();
    }

    @AfterEach
    void end() {
        testIsOver.countDown();
    }

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @Test
    void streamsTheAnswerPieceByPiece() throws Exception {
        HttpResponse<String> response = SERVER.post(CHAT, STREAMED);

        List<String> events = events(response);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
        assertThat(events).hasSize(5).last().isEqualTo("[DONE]");
        assertThat(choice(events.get(0)).path("delta").toString())
                .isEqualTo("{\"role\":\"assistant\",\"content\":\"\"}");
        assertThat(choice(events.get(1)).path("delta").toString()).isEqualTo("{\"content\":\"It \"}");
        assertThat(choice(events.get(2)).path("delta").toString()).isEqualTo("{\"content\":\"rains.\"}");
        assertThat(choice(events.get(2)).path("finish_reason").isNull()).isTrue();
        assertThat(choice(events.get(3)).path("finish_reason").asText()).isEqualTo("stop");
    }

    @Test
    void countsTokensInALastChunkWhenAsked() throws Exception {
        HttpResponse<String> response = SERVER.post("/v1/completions", """
                {"model": "parrot", "prompt": "Rain?", "stream": true, "stream_options": {"include_usage": true}}""");

        List<String> events = events(response);
        JsonNode last = Json.MAPPER.readTree(events.get(events.size() - 2));
        assertThat(last.path("choices")).isEmpty();
        assertThat(last.path("usage").path("total_tokens").asInt()).isEqualTo(8);
    }

    @Test
    void reportsAFailureInTheStream() throws Exception {
        SERVER.model.play((telling, spec) -> {
            telling.say("It");
            telling.end(FinishReason.FAILED, "out of memory");
        });

        List<String> events = events(SERVER.post(CHAT, STREAMED));

        assertThat(Json.MAPPER
                        .readTree(events.getLast())
                        .path("error")
                        .path("message")
                        .asText())
                .isEqualTo("out of memory");
    }

    @Test
    void cancelsTheGenerationOfAClientThatLeavesItsStream() throws Exception {
        SERVER.model.play((telling, spec) -> {
            telling.say("It");
            awaitEndOfTest();
        });

        try (Socket client = request(STREAMED)) {
            awaitLineWith("\"It\"", client);
        }

        assertThat(SERVER.model.cancelled().get(20, TimeUnit.SECONDS).value()).isEqualTo("g1");
    }

    @Test
    void cancelsEveryChoiceOfAClientThatLeaves() throws Exception {
        SERVER.model.play((telling, spec) -> {
            telling.say("It");
            awaitEndOfTest();
        });

        try (Socket client = request(STREAMED.replace("\"stream\"", "\"n\": 2, \"stream\""))) {
            awaitLineWith("\"It\"", client);
        }

        assertThat(SERVER.model.cancelled("g1").get(20, TimeUnit.SECONDS)).isNotNull();
        assertThat(SERVER.model.cancelled("g2").get(20, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void cancelsTheGenerationOfAClientThatDoesNotWaitForItsAnswer() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        SERVER.model.play((telling, spec) -> {
            begun.countDown();
            awaitEndOfTest();
        });

        try (Socket client = request(STREAMED.replace("true", "false"))) {
            assertThat(client.isConnected() && begun.await(20, TimeUnit.SECONDS))
                    .isTrue();
        }

        assertThat(SERVER.model.cancelled().get(20, TimeUnit.SECONDS).value()).isEqualTo("g1");
    }

    @Test
    void cancelsTheGenerationOfAClientThatReadsTooSlowlyAndTellsIt() throws Exception {
        String longPiece = "x".repeat(1 << 16);
        SERVER.model.play((telling, spec) -> {
            // More than the buffers between here and the client can hold, and never a wait for it.
            for (int token = 0; token < 4096 && !SERVER.model.cancelled().isDone(); token++) {
                telling.say(longPiece);
            }
            telling.end(FinishReason.CANCELLED, "");
        });

        try (Socket client = request(STREAMED)) {
            assertThat(client.isConnected()).isTrue();

            assertThat(SERVER.model.cancelled().get(20, TimeUnit.SECONDS).value())
                    .isEqualTo("g1");
            awaitLineWith("too_slow", client);
        }
    }

    @Test
    void doesNotCancelTheAnswerToARequestThatClosesItsConnection() throws Exception {
        SERVER.model.play((telling, spec) -> {
            telling.say(cancelledWithin(300, TimeUnit.MILLISECONDS) ? "cancelled" : "It rains.");
            telling.end(FinishReason.STOP, "");
        });

        try (Socket client = request(STREAMED.replace("true", "false"), "Connection: close\r\n")) {
            awaitLineWith("It rains.", client);
        }

        assertThat(SERVER.model.asked).hasSize(1);
    }

    private boolean cancelledWithin(long time, TimeUnit unit) {
        try {
            SERVER.model.cancelled().get(time, unit);
            return true;
        } catch (InterruptedException | ExecutionException | TimeoutException notCancelled) {
            return false;
        }
    }

    private void awaitEndOfTest() {
        try {
            testIsOver.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> events(HttpResponse<String> response) {
        return response.body()
                .lines()
                .filter(line -> !line.isEmpty())
                .map(line -> {
                    assertThat(line).startsWith("data: ");
                    return line.substring("data: ".length());
                })
                .toList();
    }

    private static JsonNode choice(String event) throws IOException {
        return Json.MAPPER.readTree(event).path("choices").path(0);
    }

    private Socket request(String body) throws IOException {
        return request(body, "");
    }

    private Socket request(String body, String headers) throws IOException {
        Socket client = new Socket(
                InetAddress.getLoopbackAddress(), SERVER.server.address().getPort());
        String request = "POST " + CHAT + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + headers
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;
        client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return client;
    }

    private static void awaitLineWith(String text, Socket client) throws IOException {
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        String line = reader.readLine();
        while (line != null && !line.contains(text)) {
            line = reader.readLine();
        }
        assertThat(line).contains(text);
    }
}
