package io.telltale.node.http;

import static io.telltale.node.http.ServerFixture.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import io.telltale.engine.decoder.StopConditions;
import io.telltale.engine.decoder.StopConditions.EndOfSequence;
import io.telltale.engine.sampling.CandidateFilters;
import io.telltale.engine.sampling.Penalties;
import io.telltale.engine.sampling.SamplingParameters;
import io.telltale.node.NodeException;
import io.telltale.node.config.HttpSettings;
import io.telltale.runtime.GenerationSpec;
import io.telltale.spi.TokenIds;
import io.telltale.telemetry.Telemetry;
import io.telltale.transport.FinishReason;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiServerTest {

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
    void answersAConversation() throws Exception {
        HttpResponse<String> response = SERVER.post(CHAT, """
                {"model": "parrot", "messages": [{"role": "user", "content": "Rain?"}]}""");

        JsonNode body = json(response);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(body.path("id").asText()).isEqualTo("chatcmpl-g1");
        assertThat(body.path("object").asText()).isEqualTo("chat.completion");
        assertThat(body.path("created").asLong()).isEqualTo(1_800_000_000);
        assertThat(body.path("model").asText()).isEqualTo("parrot");
        assertThat(body.path("system_fingerprint").asText()).isEqualTo("fp_1");
        assertThat(body.path("choices").path(0).path("message").path("content").asText())
                .isEqualTo("It rains.");
        assertThat(body.path("choices").path(0).path("finish_reason").asText()).isEqualTo("stop");
        assertThat(body.path("usage").toString())
                .isEqualTo("{\"prompt_tokens\":5,\"completion_tokens\":3,\"total_tokens\":8,"
                        + "\"prompt_tokens_details\":{\"cached_tokens\":0}}");
    }

    @Test
    void answersAPrompt() throws Exception {
        HttpResponse<String> response = SERVER.post(COMPLETIONS, "{\"model\": \"parrot\", \"prompt\": [\"Rain?\"]}");

        JsonNode choice = json(response).path("choices").path(0);
        assertThat(choice.path("text").asText()).isEqualTo("It rains.");
        assertThat(choice.path("finish_reason").asText()).isEqualTo("stop");
        assertThat(choice.has("logprobs")).isTrue();
    }

    @Test
    void handsOnWhatTheClientAsksFor() throws Exception {
        SERVER.post(COMPLETIONS, """
                {"model": "parrot", "prompt": [3, 4], "temperature": 0.5, "top_p": 0.9, "seed": -7, "stop": ["\\n", "END"],
                 "max_tokens": 5, "user": "someone", "n": 1, "logprobs": null, "best_of": 1, "top_k": 40, "min_p": 0.02,
                 "repetition_penalty": 1.1, "presence_penalty": -0.5, "frequency_penalty": 0.25,
                 "logit_bias": {"7": -100, "3": 1.5}, "min_tokens": 2, "ignore_eos": true}""");

        GenerationSpec asked = SERVER.model.asked.element();
        assertThat(asked.prompt()).isEqualTo(TokenIds.of(3, 4));
        assertThat(asked.sampling())
                .isEqualTo(new SamplingParameters(
                        0.5,
                        new CandidateFilters(40, 0.9, 0.02),
                        new Penalties(1.1, -0.5, 0.25),
                        Map.of(7, -100.0, 3, 1.5),
                        -7));
        assertThat(asked.stopConditions())
                .isEqualTo(new StopConditions(2, 5, List.of("\n", "END"), EndOfSequence.IGNORED));
        assertThat(asked.alternatives()).isZero();
    }

    @Test
    void takesTheDefaultsWhereTheClientNamesNone() throws Exception {
        SERVER.post(COMPLETIONS, "{\"model\": \"parrot\", \"prompt\": \"a\"}");
        SERVER.post(COMPLETIONS, "{\"model\": \"parrot\", \"prompt\": \"a\"}");

        List<GenerationSpec> asked = List.copyOf(SERVER.model.asked);
        assertThat(asked.getFirst().maxNewTokens()).isEqualTo(11);
        assertThat(asked.getFirst().sampling().temperature()).isEqualTo(1);
        assertThat(asked.getFirst().sampling().seed())
                .as("each request draws a seed of its own")
                .isNotEqualTo(asked.getLast().sampling().seed());
    }

    @Test
    void readsMaxCompletionTokensBeforeMaxTokens() throws Exception {
        SERVER.post(CHAT, """
                {"model": "parrot", "messages": [{"role": "user", "content": [{"type": "text", "text": "a"}]}],
                 "max_completion_tokens": 3, "max_tokens": 9}""");

        assertThat(SERVER.model.asked.element().maxNewTokens()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"LENGTH,length", "STOPPED_BY_PLUGIN,content_filter"})
    void saysWhyTheAnswerEnded(FinishReason reason, String word) throws Exception {
        SERVER.model.play(ScriptedGenerations.answering(reason, "It"));

        HttpResponse<String> response = SERVER.post(COMPLETIONS, "{\"model\": \"parrot\", \"prompt\": \"a\"}");

        assertThat(json(response).path("choices").path(0).path("finish_reason").asText())
                .isEqualTo(word);
    }

    @Test
    void listsTheModel() throws Exception {
        JsonNode listing = json(SERVER.get("/v1/models"));
        JsonNode card = json(SERVER.get("/v1/models/parrot"));

        assertThat(listing.path("object").asText()).isEqualTo("list");
        assertThat(listing.path("data").path(0)).isEqualTo(card);
        assertThat(card.path("id").asText()).isEqualTo("parrot");
    }

    @Test
    void tellsThatItIsUp() throws Exception {
        assertThat(json(SERVER.get("/health")).path("status").asText()).isEqualTo("ok");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 |         | nonsense",
                "400 |         | []",
                "400 | model   | {\"prompt\": \"a\"}",
                "400 | max_tokns | {\"model\": \"parrot\", \"prompt\": \"a\", \"max_tokns\": 5}",
                "400 | model   | {\"prompt\": \"a\", \"model\": 3}",
                "404 | model   | {\"prompt\": \"a\", \"model\": \"other\"}",
                "400 | prompt  | {\"model\": \"parrot\"}",
                "400 | prompt  | {\"model\": \"parrot\", \"prompt\": \"\"}",
                "400 | prompt  | {\"model\": \"parrot\", \"prompt\": [\"a\", \"b\"]}",
                "400 | prompt  | {\"model\": \"parrot\", \"prompt\": [1.5]}",
                "400 | n       | {\"model\": \"parrot\", \"prompt\": \"a\", \"n\": 9}",
                "400 | n       | {\"model\": \"parrot\", \"prompt\": \"a\", \"n\": 0}",
                "400 | best_of | {\"model\": \"parrot\", \"prompt\": \"a\", \"best_of\": 2}",
                "400 | tools   | {\"model\": \"parrot\", \"prompt\": \"a\", \"tools\": [{}]}",
                "400 | logprobs | {\"model\": \"parrot\", \"prompt\": \"a\", \"logprobs\": 6}",
                "400 | logprobs | {\"model\": \"parrot\", \"prompt\": \"a\", \"logprobs\": true}",
                "400 | top_logprobs | {\"model\": \"parrot\", \"prompt\": \"a\", \"logprobs\": 1, \"top_logprobs\": 1}",
                "400 | top_k | {\"model\": \"parrot\", \"prompt\": \"a\", \"top_k\": -2}",
                "400 | min_p | {\"model\": \"parrot\", \"prompt\": \"a\", \"min_p\": 1.5}",
                "400 | repetition_penalty | {\"model\": \"parrot\", \"prompt\": \"a\", \"repetition_penalty\": 0}",
                "400 | presence_penalty | {\"model\": \"parrot\", \"prompt\": \"a\", \"presence_penalty\": 2.1}",
                "400 | frequency_penalty | {\"model\": \"parrot\", \"prompt\": \"a\", \"frequency_penalty\": -3}",
                "400 | logit_bias | {\"model\": \"parrot\", \"prompt\": \"a\", \"logit_bias\": [1]}",
                "400 | logit_bias | {\"model\": \"parrot\", \"prompt\": \"a\", \"logit_bias\": {\"x\": 1}}",
                "400 | logit_bias | {\"model\": \"parrot\", \"prompt\": \"a\", \"logit_bias\": {\"128\": 1}}",
                "400 | logit_bias | {\"model\": \"parrot\", \"prompt\": \"a\", \"logit_bias\": {\"1\": 100.5}}",
                "400 | logit_bias | {\"model\": \"parrot\", \"prompt\": \"a\", \"logit_bias\": {\"1\": \"x\"}}",
                "400 | min_tokens | {\"model\": \"parrot\", \"prompt\": \"a\", \"min_tokens\": 5, \"max_tokens\": 4}",
                "400 | ignore_eos | {\"model\": \"parrot\", \"prompt\": \"a\", \"ignore_eos\": 1}",
                "400 | max_tokens | {\"model\": \"parrot\", \"prompt\": \"a\", \"max_tokens\": 0}",
                "400 | temperature | {\"model\": \"parrot\", \"prompt\": \"a\", \"temperature\": \"hot\"}",
                "400 | temperature | {\"model\": \"parrot\", \"prompt\": \"a\", \"temperature\": 3}",
                "400 | top_p   | {\"model\": \"parrot\", \"prompt\": \"a\", \"top_p\": 0}",
                "400 | stream  | {\"model\": \"parrot\", \"prompt\": \"a\", \"stream\": \"yes\"}",
                "400 | stop    | {\"model\": \"parrot\", \"prompt\": \"a\", \"stop\": [1]}",
                "400 | seed    | {\"model\": \"parrot\", \"prompt\": \"a\", \"seed\": 1e30}",
            })
    void refusesARequestAndNamesTheField(int status, String field, String body) throws Exception {
        HttpResponse<String> response = SERVER.post(COMPLETIONS, body);

        JsonNode error = json(response).path("error");
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(error.path("param").textValue()).isEqualTo(field);
        assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
        assertThat(error.path("message").asText()).isNotBlank();
        assertThat(error.has("code")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"model\": \"parrot\"}",
                "{\"model\": \"parrot\", \"messages\": []}",
                "{\"model\": \"parrot\", \"messages\": [{\"content\": \"a\"}]}",
                "{\"model\": \"parrot\", \"messages\": [{\"role\": \"user\", \"content\": [{\"type\": \"image_url\"}]}]}",
            })
    void refusesAConversationThatItCannotRead(String body) throws Exception {
        HttpResponse<String> response = SERVER.post(CHAT, body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).path("error").path("param").asText()).isEqualTo("messages");
    }

    @Test
    void refusesAPromptThatFillsTheContext() throws Exception {
        String prompt = "a".repeat(ServerFixture.CONTEXT);

        HttpResponse<String> response =
                SERVER.post(COMPLETIONS, "{\"model\": \"parrot\", \"prompt\": \"" + prompt + "\"}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).path("error").path("code").asText()).isEqualTo("context_length_exceeded");
    }

    @Test
    void refusesABodyThatIsTooLong() throws Exception {
        String prompt = "a".repeat(ServerFixture.MAX_REQUEST_BYTES);

        HttpResponse<String> response =
                SERVER.post(COMPLETIONS, "{\"model\": \"parrot\", \"prompt\": \"" + prompt + "\"}");

        assertThat(response.statusCode()).isEqualTo(413);
    }

    @Test
    void asksToComeBackWhenItIsOverloaded() throws Exception {
        SERVER.model.overload();

        HttpResponse<String> response = SERVER.post(COMPLETIONS, "{\"model\": \"parrot\", \"prompt\": \"a\"}");

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("Retry-After")).contains("1");
        assertThat(json(response).path("error").path("code").asText()).isEqualTo("rate_limit_exceeded");
    }

    @Test
    void refusesWhatWillNeverFit() throws Exception {
        SERVER.model.haveRoomFor(10);

        HttpResponse<String> response =
                SERVER.post(COMPLETIONS, "{\"model\": \"parrot\", \"prompt\": \"a\", \"max_tokens\": 11}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).path("error").path("message").asText())
                .isEqualTo("there is no room for 11 new tokens");
    }

    @Test
    void reportsAGenerationThatFailed() throws Exception {
        SERVER.model.play((telling, spec) -> telling.end(FinishReason.FAILED, "out of memory"));

        HttpResponse<String> response = SERVER.post(COMPLETIONS, "{\"model\": \"parrot\", \"prompt\": \"a\"}");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(json(response).path("error").path("message").asText()).isEqualTo("out of memory");
    }

    @ParameterizedTest
    @CsvSource({"GET,/v2/models,404", "GET,/v1/models/other,404", "GET,/v1/completions,405", "DELETE,/v1/models,405"})
    void refusesWhatIsNotThere(String method, String path, int status) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(SERVER.uri(path)).method(method, HttpRequest.BodyPublishers.noBody());

        HttpResponse<String> response = SERVER.send(request);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(json(response).path("error").path("message").asText()).isNotBlank();
    }

    @Test
    void saysThatThePortIsInUse() {
        int taken = SERVER.server.address().getPort();
        ServedModel model = new ServedModel(
                "m",
                "fp",
                8,
                0,
                prompt -> TokenIds.of(1),
                new ServerFixture.NumberedVocabulary(),
                SamplingParameters.GREEDY);
        HttpSettings settings = new HttpSettings("127.0.0.1", taken, 1, 1);
        ApiServices services =
                new ApiServices(model, SERVER.model, Telemetry.disabled(), InstantSource.system(), new Random(1));

        assertThatThrownBy(() -> ApiServer.start(services, settings, ServerFixture.GENERATION, ConfigFactory.empty()))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("127.0.0.1:" + taken)
                .hasMessageContaining("in use");
    }
}
