package io.telltale.engine.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.telltale.engine.EngineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A folder of chat templates beside what Hugging Face transformers renders; {@code render_templates.py} made both. */
final class TemplateGoldens {

    private static final Clock NOW = Clock.fixed(Instant.parse("2025-07-09T14:05:06Z"), ZoneOffset.UTC);

    private final Path folder;
    private final JsonNode requests;
    private final JsonNode goldens;

    TemplateGoldens(Path folder) {
        this.folder = folder;
        this.requests = json("requests.json");
        this.goldens = json("goldens.json");
    }

    Stream<String> templates() {
        return goldens.propertyStream().map(Map.Entry::getKey);
    }

    /** Renders every request with a template and compares it with what transformers made of it. */
    void check(String template) {
        goldens.path(template)
                .properties()
                .forEach(golden -> check(template, golden.getKey(), requests.path(golden.getKey()), golden.getValue()));
    }

    private void check(String template, String name, JsonNode request, JsonNode golden) {
        var chatTemplate = new ChatTemplate(Map.of("default", read(template)), tokens(request), NOW);
        if (golden.has("refused")) {
            assertThatExceptionOfType(EngineException.class)
                    .as("%s, %s: %s", template, name, golden.path("refused"))
                    .isThrownBy(() -> chatTemplate.render(request(request)))
                    .extracting(EngineException::getMessage, STRING)
                    .startsWith("the chat template failed in line ")
                    .hasLineCount(1);
        } else {
            assertThat(chatTemplate.render(request(request)))
                    .as("%s, %s", template, name)
                    .isEqualTo(golden.path("text").textValue());
        }
    }

    private static ChatRequest request(JsonNode request) {
        Map<String, JsonNode> variables = new HashMap<>();
        request.path("variables").properties().forEach(entry -> variables.put(entry.getKey(), entry.getValue()));
        return ChatRequest.of(request.path("messages")
                        .valueStream()
                        .map(message -> new ChatMessage((ObjectNode) message))
                        .toList())
                .withTools(request.path("tools").valueStream().toList())
                .endingWith(
                        request.path("add_generation_prompt").asBoolean()
                                ? ChatRequest.Ending.ASSISTANT_TURN
                                : ChatRequest.Ending.LAST_MESSAGE)
                .with(variables);
    }

    private static SpecialTokens tokens(JsonNode request) {
        Map<String, String> texts = new TreeMap<>();
        request.path("special_tokens")
                .properties()
                .forEach(token -> texts.put(token.getKey(), token.getValue().textValue()));
        return new SpecialTokens(texts);
    }

    private JsonNode json(String name) {
        try {
            return new JsonMapper().readTree(folder.resolve(name).toFile());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private String read(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
