package io.telltale.benchmarks.contender;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.telltale.benchmarks.contender.Answer.Absent;
import io.telltale.benchmarks.contender.Answer.Overhead;
import io.telltale.benchmarks.contender.Answer.Rate;
import io.telltale.benchmarks.contender.Answer.Token;
import io.telltale.spi.TokenIds;
import java.util.Locale;

/** Requests and answers as lines of JSON, as {@code protocol.py} has them. */
final class Messages {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Messages() {}

    static String request(Work work) {
        ObjectNode request = JSON.createObjectNode();
        switch (work) {
            case Work.Decode decode ->
                size(request, "decode", decode.batch(), decode.prompt()).put("tokens", decode.tokens());
            case Work.Prefill prefill -> size(request, "prefill", prefill.batch(), prefill.prompt());
            case Work.Hooked hooked ->
                size(request, hooked.hook().name().toLowerCase(Locale.ROOT), hooked.batch(), hooked.prompt())
                        .put("tokens", hooked.tokens());
            case Work.Limit limit -> request.put("work", limit.name().toLowerCase(Locale.ROOT));
            case Work.Next next ->
                next.prompt().stream().forEach(request.put("work", "next").withArray("ids")::add);
        }
        return request.toString();
    }

    private static ObjectNode size(ObjectNode request, String work, int batch, int prompt) {
        return request.put("work", work).put("batch", batch).put("prompt", prompt);
    }

    /**
     * Reads a request.
     *
     * @throws IllegalArgumentException if it names no work
     */
    static Work work(String line) {
        JsonNode request = read(line);
        int batch = request.path("batch").asInt();
        int prompt = request.path("prompt").asInt();
        int tokens = request.path("tokens").asInt();
        String work = request.path("work").asText();
        return switch (work) {
            case "decode" -> new Work.Decode(batch, prompt, tokens);
            case "prefill" -> new Work.Prefill(batch, prompt);
            case "next" ->
                new Work.Next(TokenIds.of(request.path("ids")
                        .valueStream()
                        .mapToInt(JsonNode::asInt)
                        .toArray()));
            case "reading", "products" -> Work.Limit.valueOf(work.toUpperCase(Locale.ROOT));
            default -> new Work.Hooked(Work.Hook.valueOf(work.toUpperCase(Locale.ROOT)), batch, prompt, tokens);
        };
    }

    /** Returns the line of an answer. */
    static String line(Answer answer) {
        ObjectNode line = JSON.createObjectNode();
        return switch (answer) {
            case Rate rate -> line.put("rate", rate.perSecond()).toString();
            case Overhead overhead ->
                line.put("plain", overhead.plainSeconds())
                        .put("hooked", overhead.hookedSeconds())
                        .toString();
            case Token token -> line.put("id", token.id()).toString();
            case Absent none -> line.put("absent", none.reason()).toString();
        };
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
