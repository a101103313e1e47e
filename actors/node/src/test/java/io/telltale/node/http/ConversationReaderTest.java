package io.telltale.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.telltale.engine.text.ChatRequest;
import io.telltale.node.prompt.Prompt;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConversationReaderTest {

    private static final String TOOL = "{'type': 'function', 'function': {'name': 'rain', 'parameters': {}}}";

    @Test
    void passesToolsAndVariablesOnToTheTemplate() throws Exception {
        ChatRequest request = read("{'messages': [{'role': 'user', 'content': 'Rain?'}], 'tools': [" + TOOL
                + "], 'tool_choice': 'auto', 'chat_template_kwargs': {'enable_thinking': false}}");

        assertThat(request.tools()).containsExactly(json(TOOL));
        assertThat(request.variables()).isEqualTo(Map.of("enable_thinking", BooleanNode.FALSE));
        assertThat(request.ending()).isEqualTo(ChatRequest.Ending.ASSISTANT_TURN);
    }

    @Test
    void leavesToolsOutWhereNoneMayBeChosen() {
        ChatRequest request = read(
                "{'messages': [{'role': 'user', 'content': 'x'}], 'tools': [" + TOOL + "], 'tool_choice': 'none'}");

        assertThat(request.tools()).isEmpty();
    }

    @Test
    void readsCallsAndTheirResultsAsTemplatesExpectThem() throws Exception {
        ChatRequest request = read("{'messages': [{'role': 'assistant', 'content': null, 'refusal': null, 'tool_calls':"
                + " [{'id': 'a', 'type': 'function', 'function': {'name': 'rain', 'arguments': '{\\\"day\\\": 1}'}},"
                + " {'id': 'b', 'type': 'function', 'function': {'name': 'sun', 'arguments': ''}}]},"
                + " {'role': 'tool', 'tool_call_id': 'a', 'content': [{'type': 'text', 'text': 'we'},"
                + " {'type': 'text', 'text': 't'}]}]}");

        assertThat(request.messages().get(0).fields())
                .isEqualTo(json("{'role': 'assistant', 'content': '', 'tool_calls':"
                        + " [{'id': 'a', 'type': 'function', 'function': {'name': 'rain', 'arguments': {'day': 1}}},"
                        + " {'id': 'b', 'type': 'function', 'function': {'name': 'sun', 'arguments': {}}}]}"));
        assertThat(request.messages().get(1).fields())
                .isEqualTo(json("{'role': 'tool', 'content': 'wet', 'tool_call_id': 'a'}"));
    }

    @Test
    void takesNoCallsForNone() {
        ChatRequest request =
                read("{'messages': [{'role': 'assistant', 'content': 'x', 'tool_calls': [], 'name': 'Ann'}]}");

        assertThat(request.messages().getFirst().fields().has("tool_calls")).isFalse();
        assertThat(request.messages().getFirst().fields().path("name").asText()).isEqualTo("Ann");
    }

    @Test
    void callsTheDevelopersMessageTheSystems() {
        ChatRequest request = read("{'messages': [{'role': 'developer', 'content': 'x'}]}");

        assertThat(request.messages().getFirst().role()).isEqualTo("system");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                                   | must be a list of at least one
            {"messages": [{"content": "x"}]}                                     | every message needs a role
            {"messages": ["x"]}                                                  | every message needs a role
            {"messages": [{"role": "user"}]}                                     | content must be a string
            {"messages": [{"role": "user", "content": [{"type": "image_url"}]}]} | content must be a string
            {"messages": [{"role": "assistant", "tool_calls": [{}]}]}            | every one of tool_calls needs a function
            {"messages": [{"role": "assistant", "tool_calls": {"a": 1}}]}        | tool_calls must be a list
            {"messages": [{"role": "assistant", "tool_calls": [{"function": {"name": "f", "arguments": "{"}}]}]} | not JSON
            {"messages": [{"role": "assistant", "tool_calls": [{"function": {"name": "f", "arguments": "1"}}]}]} | must be a JSON object
            {"messages": [{"role": "user", "content": "x"}], "tools": {}}        | must be a list, not
            {"messages": [{"role": "user", "content": "x"}], "tools": [{}]}      | every tool must be of type function
            {"messages": [{"role": "user", "content": "x"}], "tool_choice": "required"} | must be auto or none
            {"messages": [{"role": "user", "content": "x"}], "tool_choice": {"type": "function"}} | must be auto or none
            {"messages": [{"role": "user", "content": "x"}], "chat_template_kwargs": 1} | must be an object
            {"messages": [{"role": "user", "content": "x"}], "chat_template_kwargs": {"tools": []}} | must not have tools
            """)
    void refusesWhatIsNoConversation(String body, String problem) {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> read(body))
                .withMessageContaining(problem.strip());
    }

    private static ChatRequest read(String body) {
        byte[] bytes = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return ConversationReader.read(RequestFields.parse(bytes)) instanceof Prompt.Conversation conversation
                ? conversation.request()
                : ChatRequest.of(List.of());
    }

    private static JsonNode json(String text) throws Exception {
        return Json.MAPPER.readTree(text.replace('\'', '"'));
    }
}
