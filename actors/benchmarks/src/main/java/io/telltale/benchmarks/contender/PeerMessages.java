package io.telltale.benchmarks.contender;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.telltale.benchmarks.contender.Answer.Absent;
import io.telltale.benchmarks.contender.Answer.Overhead;
import io.telltale.benchmarks.contender.Answer.Rate;
import io.telltale.benchmarks.contender.Answer.Token;
import java.util.Locale;

/** Requests and answers as lines of JSON, as {@code protocol.py} has them. */
final class PeerMessages {

    private static final ObjectMapper JSON = new ObjectMapper();

    private PeerMessages() {}

    static String request(Work work) {
        ObjectNode request = JSON.createObjectNode();
        switch (work) {
            case Work.Decode decode ->
                size(request, "decode", decode.batch(), decode.prompt()).put("tokens", decode.tokens());
            case Work.Prefill prefill -> size(request, "prefill", prefill.batch(), prefill.prompt());
            case Work.Hooked hooked ->
                size(request, hooked.hook().name().toLowerCase(Locale.ROOT), hooked.batch(), hooked.prompt())
                        .put("tokens", hooked.tokens());
            case Work.Next next ->
                next.prompt().stream().forEach(request.put("work", "next").withArray("ids")::add);
        }
        return request.toString();
    }

    private static ObjectNode size(ObjectNode request, String work, int batch, int prompt) {
        return request.put("work", work).put("batch", batch).put("prompt", prompt);
    }

    /** Returns an answer; one that cannot be read counts as none. */
    static Answer answer(String line) {
        JsonNode answer = read(line);
        if (answer.has("rate")) {
            return new Rate(answer.path("rate").asDouble());
        }
        if (answer.has("hooked")) {
            return new Overhead(
                    answer.path("plain").asDouble(), answer.path("hooked").asDouble());
        }
        if (answer.has("id")) {
            return new Token(answer.path("id").asInt());
        }
        return new Absent(answer.path("absent").asText("it said '" + line + "'"));
    }

    static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException notJson) {
            return JSON.createObjectNode().put("absent", "it said '" + line + "'");
        }
    }
}
