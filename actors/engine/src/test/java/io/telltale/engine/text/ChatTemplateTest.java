package io.telltale.engine.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.telltale.engine.EngineException;
import io.telltale.engine.EngineException.Code;
import io.telltale.engine.Golden;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatTemplateTest {

    private static final SpecialTokens TOKENS = new SpecialTokens("<s>", "</s>");

    @Test
    void rendersAndRefusesAsTransformersDoes() throws IOException {
        for (JsonNode golden : new JsonMapper()
                .readTree(Golden.resource("chat_templates.golden.json").toFile())) {
            var template = new ChatTemplate(golden.path("template").asText(), TOKENS);
            List<ChatMessage> messages = golden.path("messages")
                    .valueStream()
                    .map(message -> new ChatMessage(
                            message.path("role").asText(),
                            message.path("content").asText()))
                    .toList();

            if (golden.has("refused")) {
                assertThatThrownBy(() -> template.render(messages))
                        .isInstanceOf(EngineException.class)
                        .hasMessageContaining(golden.path("refused").asText());
            } else {
                assertThat(template.render(messages))
                        .isEqualTo(golden.path("text").asText());
            }
        }
    }

    @Test
    void doesNotEvaluateWhatAMessageSays() {
        var template = new ChatTemplate("{{ messages[0]['content'] }}", TOKENS);

        assertThat(template.render(List.of(ChatMessage.user("{{ 1 + 1 }}{% if %}"))))
                .isEqualTo("{{ 1 + 1 }}{% if %}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{% if x %", "{{ no_such_function() }}", "{{ 'a'.zz() }}"})
    void namesTheLineOfATemplateThatFails(String broken) {
        assertThatThrownBy(() -> render("\n" + broken))
                .isInstanceOfSatisfying(
                        EngineException.class,
                        failed -> assertThat(failed.code()).isEqualTo(Code.CHAT_TEMPLATE))
                .hasMessageStartingWith("the chat template failed in line ")
                .message()
                .hasLineCount(1);
    }

    @Test
    void refusesAConversationWithoutMessages() {
        var template = new ChatTemplate("x", TOKENS);

        assertThatThrownBy(() -> template.render(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private static String render(String template) {
        return new ChatTemplate(template, TOKENS).render(List.of(ChatMessage.user("hi")));
    }
}
