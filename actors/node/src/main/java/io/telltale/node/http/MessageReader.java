package io.telltale.node.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.telltale.engine.text.ChatMessage;
import java.util.stream.Collectors;

/**
 * Reads one message as chat templates expect it, which is not quite as clients send it: text in parts becomes one text,
 * a field that is null is left out, and the arguments of a call become the object that they are the text of.
 */
final class MessageReader {

    private static final String CALLS = "tool_calls";

    private MessageReader() {}

    /**
     * @throws ApiException if it is not what OpenAI says a message is
     */
    static ChatMessage read(JsonNode message) {
        String role = message.path("role").asText();
        if (role.isBlank() || !(message instanceof ObjectNode)) {
            throw invalid("every message needs a role");
        }
        ObjectNode fields = Json.MAPPER.createObjectNode();
        fields.put("role", role.equals("developer") ? "system" : role);
        boolean calls = !message.path(CALLS).isEmpty();
        fields.put("content", content(message.path("content"), calls));
        message.properties().stream()
                .filter(field ->
                        !fields.has(field.getKey()) && !field.getValue().isNull())
                .forEach(field -> fields.set(field.getKey(), field.getValue()));
        if (calls) {
            fields.set(CALLS, calls(message.path(CALLS)));
        } else {
            fields.remove(CALLS);
        }
        return new ChatMessage(fields);
    }

    /** A message that calls tools may say nothing besides; most templates take no text for that and no other way. */
    private static String content(JsonNode content, boolean calls) {
        if (content.isTextual()) {
            return content.textValue();
        }
        if (calls && (content.isMissingNode() || content.isNull())) {
            return "";
        }
        boolean textParts = content.isArray()
                && content.valueStream()
                        .allMatch(part -> part.path("type").asText().equals("text"));
        if (!textParts) {
            throw invalid("content must be a string or a list of parts of type text");
        }
        return content.valueStream().map(part -> part.path("text").asText()).collect(Collectors.joining());
    }

    private static ArrayNode calls(JsonNode calls) {
        if (!calls.isArray()) {
            throw invalid("tool_calls must be a list, not " + calls);
        }
        ArrayNode read = Json.MAPPER.createArrayNode();
        calls.forEach(call -> read.add(call(call)));
        return read;
    }

    private static JsonNode call(JsonNode call) {
        JsonNode function = call.path("function");
        if (!(function instanceof ObjectNode) || !function.path("name").isTextual()) {
            throw invalid("every one of tool_calls needs a function with a name, not " + call);
        }
        ObjectNode read = call.deepCopy();
        ((ObjectNode) read.path("function")).set("arguments", arguments(function.path("arguments")));
        return read;
    }

    private static JsonNode arguments(JsonNode arguments) {
        boolean blank = arguments.isTextual() && arguments.textValue().isBlank();
        if (arguments.isMissingNode() || arguments.isNull() || blank) {
            return Json.MAPPER.createObjectNode();
        }
        try {
            JsonNode read = arguments.isTextual() ? Json.MAPPER.readTree(arguments.textValue()) : arguments;
            if (read.isObject()) {
                return read;
            }
        } catch (JsonProcessingException notJson) {
            throw invalid("the arguments of a call are not JSON: " + notJson.getOriginalMessage());
        }
        throw invalid("the arguments of a call must be a JSON object, not " + arguments);
    }

    private static ApiException invalid(String problem) {
        return ApiException.invalid("messages", problem);
    }
}
