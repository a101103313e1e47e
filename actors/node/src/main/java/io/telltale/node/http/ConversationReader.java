package io.telltale.node.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.telltale.engine.text.ChatMessage;
import io.telltale.node.prompt.Prompt;
import java.util.List;
import java.util.stream.Collectors;

/** Reads the messages of a conversation. */
final class ConversationReader {

    private ConversationReader() {}

    /**
     * @throws ApiException if they are not what OpenAI says they are
     */
    static Prompt read(JsonNode messages) {
        if (!messages.isArray() || messages.isEmpty()) {
            throw ApiException.invalid("messages", "must be a list of at least one message");
        }
        List<ChatMessage> read =
                messages.valueStream().map(ConversationReader::message).toList();
        return new Prompt.Conversation(read);
    }

    private static ChatMessage message(JsonNode message) {
        String role = message.path("role").asText();
        if (role.isEmpty()) {
            throw ApiException.invalid("messages", "every message needs a role");
        }
        return new ChatMessage(role.equals("developer") ? "system" : role, content(message.path("content")));
    }

    private static String content(JsonNode content) {
        if (content.isTextual()) {
            return content.textValue();
        }
        boolean textParts = content.isArray()
                && content.valueStream()
                        .allMatch(part -> part.path("type").asText().equals("text"));
        if (!textParts) {
            throw ApiException.invalid("messages", "content must be a string or a list of parts of type text");
        }
        return content.valueStream().map(part -> part.path("text").asText()).collect(Collectors.joining());
    }
}
