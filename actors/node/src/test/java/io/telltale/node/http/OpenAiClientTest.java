package io.telltale.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The stock Python client of OpenAI works unchanged. It is installed into {@code target}, once. */
class OpenAiClientTest {

    private static final Path ENVIRONMENT = Path.of("target", "openai-client").toAbsolutePath();
    private static final Path PYTHON = ENVIRONMENT.resolve("bin/python");
    private static final String CLIENT = "openai>=1,<4";
    private static final long INSTALL_MINUTES = 10;
    private static final long CALL_MINUTES = 5;

    @Test
    void servesTheStockClientUnchanged() throws Exception {
        assumeTrue(hasClient(), "needs python3 and the package openai, which could not be installed");
        Path script = script();
        Process call;

        try (ServerFixture server = new ServerFixture()) {
            call = start(List.of(
                    PYTHON.toString(), script.toString(), server.uri("/v1").toString(), ServerFixture.MODEL));
            assertThat(call.waitFor(CALL_MINUTES, TimeUnit.MINUTES)).isTrue();
        }

        JsonNode got = Json.MAPPER.readTree(call.getInputStream());
        assertThat(call.exitValue()).as(errors(call)).isZero();
        assertThat(got.path("models").toString()).isEqualTo("[\"parrot\"]");
        assertThat(got.path("streamed").path("pieces").toString()).isEqualTo("[\"\",\"It \",\"rains.\",\"\"]");
        assertThat(got.path("streamed").path("finish_reason").asText()).isEqualTo("stop");
        assertThat(got.path("streamed").path("total_tokens").asInt()).isEqualTo(8);
        assertThat(got.path("whole").asText()).isEqualTo("It rains.");
        assertThat(got.path("text").asText()).isEqualTo("It rains.");
        assertThat(got.path("several").toString()).isEqualTo("[\"It rains.\",\"It rains.\"]");
        assertThat(got.path("completion_tokens").asInt()).isEqualTo(6);
        assertThat(got.path("logprobs").toString()).isEqualTo("[[-0.5,2],[-0.5,2],[-0.5,2]]");
        assertThat(got.path("streams").toString()).isEqualTo("[\"It rains.\",\"It rains.\"]");
        assertThat(got.path("streamed_logprobs").toString()).isEqualTo("[3,3]");
        assertThat(got.path("columns").toString()).isEqualTo("[[-0.5,-0.5,-0.5],[0,3,6],[2,2,2]]");
        assertThat(got.path("error").asText()).isEqualTo("model_not_found");
    }

    private static Path script() throws URISyntaxException {
        return Path.of(Objects.requireNonNull(OpenAiClientTest.class.getResource("/openai_chat.py"))
                .toURI());
    }

    private static boolean hasClient() throws IOException, InterruptedException {
        return imports() || (succeeds("python3", "-m", "venv", ENVIRONMENT.toString()) && installs() && imports());
    }

    private static boolean imports() throws IOException, InterruptedException {
        return Files.exists(PYTHON) && succeeds(PYTHON.toString(), "-c", "import openai");
    }

    private static boolean installs() throws IOException, InterruptedException {
        return succeeds(PYTHON.toString(), "-m", "pip", "install", "--quiet", CLIENT);
    }

    private static boolean succeeds(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES) && process.exitValue() == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    private static Process start(List<String> command) throws IOException {
        return new ProcessBuilder(command).start();
    }

    private static String errors(Process process) throws IOException {
        return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
