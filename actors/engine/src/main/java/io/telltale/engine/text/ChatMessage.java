package io.telltale.engine.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One turn of a conversation: its role, and whatever else the chat template of a model reads, such as {@code content},
 * {@code tool_calls}, {@code tool_call_id} or {@code reasoning_content}.
 *
 * @param fields a JSON object; a template sees it as it is, and null as Python's None
 */
public record ChatMessage(ObjectNode fields) {

    private static final String ROLE = "role";
    private static final String CONTENT = "content";

    public ChatMessage {
        if (!fields.path(ROLE).isTextual() || fields.path(ROLE).textValue().isBlank()) {
            throw new IllegalArgumentException("a chat message needs a role");
        }
        fields = fields.deepCopy();
    }

    /** Makes a message that has text and nothing else. */
    public ChatMessage(String role, String content) {
        this(JsonNodeFactory.instance.objectNode().put(ROLE, role).put(CONTENT, content));
    }

    /** What the user says. */
    public static ChatMessage user(String content) {
        return new ChatMessage("user", content);
    }

    /** How the model shall answer. */
    public static ChatMessage system(String content) {
        return new ChatMessage("system", content);
    }

    /** What the model has answered. */
    public static ChatMessage assistant(String content) {
        return new ChatMessage("assistant", content);
    }

    /** Returns a copy. */
    @Override
    public ObjectNode fields() {
        return fields.deepCopy();
    }

    /** Returns {@code system}, {@code user}, {@code assistant} or {@code tool}, or what else the template knows. */
    public String role() {
        return fields.path(ROLE).textValue();
    }

    /** Returns the text; empty if the message has none, or no plain one. */
    public String content() {
        JsonNode content = fields.path(CONTENT);
        return content.isTextual() ? content.textValue() : "";
    }
}
