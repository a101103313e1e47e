package io.telltale.engine.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a chat template is asked to write.
 *
 * @param messages at least one
 * @param tools what the model may call, each a JSON schema as OpenAI and Hugging Face write it; may be empty
 * @param ending what stands at the end
 * @param variables more variables of the template, such as {@code enable_thinking}; they hide others of the same name
 */
public record ChatRequest(
        List<ChatMessage> messages, List<JsonNode> tools, Ending ending, Map<String, JsonNode> variables) {

    /** What stands at the end of a rendered conversation. */
    public enum Ending {
        /** The beginning of the assistant's next turn, which the model shall write. */
        ASSISTANT_TURN,
        /** The last message. */
        LAST_MESSAGE
    }

    public ChatRequest {
        messages = List.copyOf(messages);
        tools = tools.stream().map(JsonNode::<JsonNode>deepCopy).toList();
        variables = Map.copyOf(variables);
        if (messages.isEmpty()) {
            throw new IllegalArgumentException("a conversation needs at least one message");
        }
    }

    /** Asks for the assistant's next turn in a conversation without tools. */
    public static ChatRequest of(List<ChatMessage> messages) {
        return new ChatRequest(messages, List.of(), Ending.ASSISTANT_TURN, Map.of());
    }

    /** Returns the same request with these tools. */
    public ChatRequest withTools(List<JsonNode> otherTools) {
        return new ChatRequest(messages, otherTools, ending, variables);
    }

    /** Returns the same request with another ending. */
    public ChatRequest endingWith(Ending otherEnding) {
        return new ChatRequest(messages, tools, otherEnding, variables);
    }

    /** Returns the same request with these variables too. */
    public ChatRequest with(Map<String, JsonNode> more) {
        Map<String, JsonNode> all = new LinkedHashMap<>(variables);
        all.putAll(more);
        return new ChatRequest(messages, tools, ending, all);
    }
}
