package io.telltale.node.http;

import static io.telltale.node.http.ServerFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.telltale.engine.sampling.SamplingParameters;
import io.telltale.runtime.GenerationSpec;
import io.telltale.transport.FinishReason;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several answers to one request. */
@Timeout(60)
class ChoicesTest {

    private static final String CHAT = "/v1/chat/completions";
    private static final String COMPLETIONS = "/v1/completions";
    private static final String THREE = """
            {"model": "parrot", "n": 3, "seed": 5, "messages": [{"role": "user", "content": "Rain?"}]}""";

    private static final ServerFixture SERVER = new ServerFixture();

    @BeforeEach
    void reset() {
        SERVER.model.reset();
        SERVER.model.play((telling, spec) -> {
            telling.say("It is ");
            telling.say(telling.name());
            telling.end(telling.name().equals("g2") ? FinishReason.LENGTH : FinishReason.STOP, "");
        });
    }

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @Test
    void givesAsManyChoicesAsAreAskedFor() throws Exception {
        JsonNode body = json(SERVER.post(CHAT, THREE));

        assertThat(body.path("id").asText()).isEqualTo("chatcmpl-g1");
        assertThat(body.path("choices").valueStream())
                .extracting(choice -> choice.path("index").asInt())
                .containsExactly(0, 1, 2);
        assertThat(body.path("choices").valueStream())
                .extracting(choice -> choice.path("message").path("content").asText())
                .containsExactly("It is g1", "It is g2", "It is g3");
        assertThat(body.path("choices").valueStream())
                .extracting(choice -> choice.path("finish_reason").asText())
                .containsExactly("stop", "length", "stop");
    }

    @Test
    void countsThePromptOnceAndTheAnswersTogether() throws Exception {
        JsonNode body = json(SERVER.post(COMPLETIONS, """
                {"model": "parrot", "prompt": "Rain?", "n": 2, "best_of": 2}"""));

        assertThat(body.path("usage").toString())
                .isEqualTo("{\"prompt_tokens\":5,\"completion_tokens\":4,\"total_tokens\":9,"
                        + "\"prompt_tokens_details\":{\"cached_tokens\":0}}");
    }

    @Test
    void givesTheFirstChoiceTheSeedAndTheOthersOnesThatFollowFromIt() throws Exception {
        SERVER.post(CHAT, THREE);

        SamplingParameters first = new SamplingParameters(1, 1, 5);
        assertThat(SERVER.model.asked)
                .extracting(GenerationSpec::sampling)
                .containsExactly(first, first.forChoice(1), first.forChoice(2));
    }

    @Test
    void streamsAllChoicesUnderOneNameEachWithItsIndex() throws Exception {
        HttpResponse<String> response = SERVER.post(
                CHAT, THREE.replace("\"n\"", "\"stream\": true, \"stream_options\": {\"include_usage\": true}, \"n\""));

        List<JsonNode> chunks = chunks(response);
        Map<Integer, String> texts = new HashMap<>();
        Map<Integer, String> reasons = new HashMap<>();
        for (JsonNode chunk : chunks) {
            chunk.path("choices").forEach(choice -> {
                int index = choice.path("index").asInt();
                texts.merge(index, choice.path("delta").path("content").asText(), String::concat);
                if (choice.hasNonNull("finish_reason")) {
                    reasons.put(index, choice.path("finish_reason").asText());
                }
            });
        }
        assertThat(chunks).extracting(chunk -> chunk.path("id").asText()).containsOnly("chatcmpl-g1");
        assertThat(texts).isEqualTo(Map.of(0, "It is g1", 1, "It is g2", 2, "It is g3"));
        assertThat(reasons).isEqualTo(Map.of(0, "stop", 1, "length", 2, "stop"));
        assertThat(chunks.getLast().path("usage").path("completion_tokens").asInt())
                .isEqualTo(6);
        assertThat(response.body()).endsWith("data: [DONE]\n\n").containsOnlyOnce("[DONE]");
    }

    @Test
    void endsTheOtherChoicesOfAStreamWhenOneFails() throws Exception {
        SERVER.model.play((telling, spec) -> {
            if (telling.name().equals("g2")) {
                telling.end(FinishReason.FAILED, "out of memory");
            }
        });

        HttpResponse<String> response = SERVER.post(CHAT, THREE.replace("\"n\"", "\"stream\": true, \"n\""));

        assertThat(response.body()).contains("out of memory").doesNotContain("[DONE]");
        assertThat(SERVER.model.cancelled("g1").get(20, TimeUnit.SECONDS)).isNotNull();
        assertThat(SERVER.model.cancelled("g3").get(20, TimeUnit.SECONDS)).isNotNull();
    }

    @Test
    void failsAsAWholeWhenOneChoiceFails() throws Exception {
        SERVER.model.play((telling, spec) -> {
            boolean fails = telling.name().equals("g2");
            if (!fails) {
                SERVER.model.cancelled(telling.name()).join();
            }
            telling.end(fails ? FinishReason.FAILED : FinishReason.CANCELLED, fails ? "out of memory" : "");
        });

        HttpResponse<String> response = SERVER.post(CHAT, THREE);

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(json(response).path("error").path("message").asText()).isEqualTo("out of memory");
    }

    @Test
    void startsNoneWhenNotAllMayRun() throws Exception {
        SERVER.model.overload();

        HttpResponse<String> response = SERVER.post(CHAT, THREE);

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(SERVER.model.asked).isEmpty();
    }

    @Test
    void saysHowManyChoicesThereMayBe() throws Exception {
        HttpResponse<String> response = SERVER.post(CHAT, THREE.replace("3", "9"));

        assertThat(json(response).path("error").path("message").asText())
                .isEqualTo("n: must be a whole number from 1 to 8, not 9");
    }

    private static List<JsonNode> chunks(HttpResponse<String> response) {
        return response.body()
                .lines()
                .filter(line -> line.startsWith("data: {"))
                .map(line -> parse(line.substring("data: ".length())))
                .toList();
    }

    private static JsonNode parse(String chunk) {
        try {
            return Json.MAPPER.readTree(chunk);
        } catch (IOException noJson) {
            throw new AssertionError(chunk, noJson);
        }
    }
}
