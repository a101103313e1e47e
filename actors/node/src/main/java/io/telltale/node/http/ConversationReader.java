package io.telltale.node.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.telltale.engine.text.ChatMessage;
import io.telltale.engine.text.ChatRequest;
import io.telltale.node.prompt.Prompt;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a conversation: its messages, the tools that the model is told of, and variables of the model's chat template.
 * What the model answers is text; calls of tools are not read out of it.
 */
final class ConversationReader {

    private static final String TOOLS = "tools";
    private static final String TOOL_CHOICE = "tool_choice";
    private static final String VARIABLES = "chat_template_kwargs";

    /** Fields of a request that a variable would hide. */
    private static final Set<String> FIELDS = Set.of("messages", TOOLS);

    private ConversationReader() {}

    /**
     * @throws ApiException if the fields are not what OpenAI, and for the variables vLLM, says they are
     */
    static Prompt read(RequestFields fields) {
        JsonNode messages = fields.node("messages");
        if (!messages.isArray() || messages.isEmpty()) {
            throw ApiException.invalid("messages", "must be a list of at least one message");
        }
        List<ChatMessage> read = messages.valueStream().map(MessageReader::read).toList();
        return new Prompt.Conversation(
                ChatRequest.of(read).withTools(tools(fields)).with(variables(fields)));
    }

    /**
     * Refuses what belongs to a conversation in a request that is none.
     *
     * @throws ApiException naming the field
     */
    static void refuseIn(RequestFields fields) {
        for (String field : List.of(TOOLS, TOOL_CHOICE, VARIABLES)) {
            if (fields.has(field)) {
                throw ApiException.invalid(field, "belongs to /v1/chat/completions");
            }
        }
    }

    /** The tools, unless the model shall choose none of them. */
    private static List<JsonNode> tools(RequestFields fields) {
        JsonNode tools = fields.node(TOOLS);
        if (!tools.isMissingNode() && !tools.isArray()) {
            throw ApiException.invalid(TOOLS, "must be a list, not " + tools);
        }
        tools.forEach(ConversationReader::checkTool);
        return isToolChosen(fields) ? tools.valueStream().toList() : List.of();
    }

    private static void checkTool(JsonNode tool) {
        boolean isFunction = tool.path("type").asText().equals("function")
                && tool.path("function").path("name").isTextual();
        if (!isFunction) {
            throw ApiException.invalid(TOOLS, "every tool must be of type function and have a name, not " + tool);
        }
    }

    private static boolean isToolChosen(RequestFields fields) {
        JsonNode choice = fields.node(TOOL_CHOICE);
        return switch (choice.asText("auto")) {
            case "auto" -> true;
            case "none" -> false;
            default ->
                throw ApiException.invalid(
                        TOOL_CHOICE,
                        "must be auto or none; no model is forced to call a tool here, as " + choice + " asks");
        };
    }

    private static Map<String, JsonNode> variables(RequestFields fields) {
        JsonNode variables = fields.node(VARIABLES);
        if (!variables.isMissingNode() && !variables.isObject()) {
            throw ApiException.invalid(VARIABLES, "must be an object, not " + variables);
        }
        Map<String, JsonNode> read = new HashMap<>();
        variables.properties().forEach(variable -> {
            if (FIELDS.contains(variable.getKey())) {
                throw ApiException.invalid(VARIABLES, "must not have " + variable.getKey() + "; send it as a field");
            }
            read.put(variable.getKey(), variable.getValue());
        });
        return read;
    }
}
