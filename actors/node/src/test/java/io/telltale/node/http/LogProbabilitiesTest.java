package io.telltale.node.http;

import static io.telltale.node.http.ServerFixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LogProbabilitiesTest {

    private static final String CHAT = "/v1/chat/completions";
    private static final String COMPLETIONS = "/v1/completions";

    private static final ServerFixture SERVER = new ServerFixture();

    @BeforeEach
    void reset() {
        SERVER.model.reset();
    }

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @Test
    void tellsThemOfEveryTokenOfAConversationBesideTheLikeliest() throws Exception {
        JsonNode logprobs = json(chat("\"logprobs\": true, \"top_logprobs\": 2"))
                .path("choices")
                .path(0)
                .path("logprobs");

        assertThat(logprobs.path("content")).hasSize(3);
        assertThat(logprobs.path("refusal").isNull()).isTrue();
        // The second token is one that shows as no character, so nobody knows its bytes.
        assertThat(logprobs.path("content").path(0).toString()).isEqualTo("""
                {"token":" é7","logprob":-0.5,"bytes":[32,195,169,55],"top_logprobs":[\
                {"token":" é7","logprob":-0.5,"bytes":[32,195,169,55]},\
                {"token":"\uFFFD","logprob":-1.0,"bytes":null}]}""");
    }

    @Test
    void tellsNoAlternativesWhereNoneAreAskedFor() throws Exception {
        JsonNode entry = json(chat("\"logprobs\": true"))
                .path("choices")
                .path(0)
                .path("logprobs")
                .path("content")
                .path(0);

        assertThat(entry.path("logprob").asDouble()).isEqualTo(-0.5);
        assertThat(entry.path("top_logprobs").isArray()).isTrue();
        assertThat(entry.path("top_logprobs")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"logprobs\": false", "\"logprobs\": null", "\"top_logprobs\": 0"})
    void tellsNothingUnlessAsked(String field) throws Exception {
        assertThat(json(chat(field)).path("choices").path(0).path("logprobs").isNull())
                .isTrue();
    }

    @Test
    void tellsThemOfACompletionInColumns() throws Exception {
        JsonNode logprobs =
                json(SERVER.post(COMPLETIONS, """
                        {"model": "parrot", "prompt": "Rain?", "logprobs": 2}""")).path("choices").path(0).path("logprobs");

        assertThat(logprobs.path("tokens").toString()).isEqualTo("[\" é7\",\" é7\",\" é7\"]");
        assertThat(logprobs.path("token_logprobs").toString()).isEqualTo("[-0.5,-0.5,-0.5]");
        assertThat(logprobs.path("top_logprobs").path(1).toString()).isEqualTo("{\" é7\":-0.5,\"\uFFFD\":-1.0}");
        assertThat(logprobs.path("text_offset").toString()).isEqualTo("[0,3,6]");
    }

    @Test
    void tellsTheChosenTokenOfACompletionWithoutAlternatives() throws Exception {
        JsonNode logprobs =
                json(SERVER.post(COMPLETIONS, """
                        {"model": "parrot", "prompt": "Rain?", "logprobs": 0}""")).path("choices").path(0).path("logprobs");

        assertThat(logprobs.path("top_logprobs").path(0).toString()).isEqualTo("{\" é7\":-0.5}");
    }

    @Test
    void streamsThemWithTheTokensThatTheyBelongTo() throws Exception {
        List<JsonNode> choices = streamed(chat("\"logprobs\": true, \"top_logprobs\": 1, \"stream\": true"));

        // Between the opening and the closing stands one chunk for each token, also for the one without a text.
        assertThat(choices).hasSize(5);
        assertThat(choices.subList(1, 4))
                .allSatisfy(choice ->
                        assertThat(choice.path("logprobs").path("content")).hasSize(1));
        assertThat(choices.get(2).path("delta").path("content").asText()).isEmpty();
        assertThat(choices.getLast().path("logprobs").isNull()).isTrue();
    }

    @Test
    void countsOffsetsOnThroughAStream() throws Exception {
        List<JsonNode> choices = streamed(SERVER.post(COMPLETIONS, """
                {"model": "parrot", "prompt": "Rain?", "logprobs": 1, "stream": true}"""));

        assertThat(choices.subList(0, 3))
                .extracting(choice ->
                        choice.path("logprobs").path("text_offset").path(0).asInt())
                .containsExactly(0, 3, 6);
    }

    @Test
    void refusesAlternativesWithoutLogprobs() throws Exception {
        HttpResponse<String> response = chat("\"top_logprobs\": 3");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).path("error").path("param").asText()).isEqualTo("top_logprobs");
    }

    @Test
    void refusesMoreAlternativesThanThereMayBe() throws Exception {
        HttpResponse<String> response = chat("\"logprobs\": true, \"top_logprobs\": 21");

        assertThat(json(response).path("error").path("message").asText())
                .isEqualTo("top_logprobs: must be a whole number from 0 to 20, not 21");
    }

    private static HttpResponse<String> chat(String fields) throws Exception {
        return SERVER.post(
                CHAT,
                "{\"model\": \"parrot\", \"messages\": [{\"role\": \"user\", \"content\": \"Rain?\"}], " + fields
                        + "}");
    }

    private static List<JsonNode> streamed(HttpResponse<String> response) {
        return response.body()
                .lines()
                .filter(line -> line.startsWith("data: {"))
                .map(line -> choice(line.substring("data: ".length())))
                .toList();
    }

    private static JsonNode choice(String chunk) {
        try {
            return Json.MAPPER.readTree(chunk).path("choices").path(0);
        } catch (IOException noJson) {
            throw new AssertionError(chunk, noJson);
        }
    }
}
