package io.telltale.engine.text.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The goldens are what Hugging Face transformers makes of the same templates; {@code evaluate_expressions.py} made them. */
class JinjaTemplateTest {

    private static final Clock NOW = Clock.fixed(Instant.parse("2025-07-09T14:05:06Z"), ZoneOffset.UTC);
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    @TestFactory
    Stream<DynamicTest> rendersAndRefusesAsTransformersDoes() throws IOException {
        return json("goldens.json")
                .valueStream()
                .map(golden -> DynamicTest.dynamicTest(golden.path("template").asText(), () -> check(golden)));
    }

    private static void check(JsonNode golden) throws IOException {
        String template = golden.path("template").textValue();

        if (golden.has("refused")) {
            assertThatExceptionOfType(TemplateException.class)
                    .as(golden.toString())
                    .isThrownBy(() -> render(template))
                    .satisfies(refused -> assertThat(refused.line()).isPresent());
        } else {
            assertThat(render(template)).isEqualTo(golden.path("text").textValue());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ text.upper }}",
                "{{ list | map('upper') }}",
                "{{ table.a.items }}",
                "{{ range(3) }}",
                "{{ range }}",
                "{{ namespace() }}",
                "{% for x in list %}{{ loop }}{% endfor %}"
            })
    void refusesToWriteWhatPythonWritesAsAnAddressInMemory(String template) {
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> render(template))
                .withMessageContaining("cannot be written");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ 'x' * 100000000 }}",
                "{{ [1] * 100000000 }}",
                "{% for i in range(100000) %}{% for j in range(100000) %}{% endfor %}{% endfor %}",
                "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
                "{% for x in [[]] recursive %}{{ loop([x]) }}{% endfor %}",
                "{{ 9 ** 99999 }}",
                "{{ '%999999d' % 1 * 999 }}",
                "{{ 'x'.center(2000000000) }}",
                "{% for i in range(99999) %}{{ text * 9999 }}{% endfor %}"
            })
    void endsWhatWouldNotEnd(String template) {
        assertThatExceptionOfType(TemplateException.class).isThrownBy(() -> render(template));
    }

    @Test
    void refusesWhatIsNestedTooDeeply() {
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> render("{{ " + "(".repeat(100_000) + "1" + ")".repeat(100_000) + " }}"));
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> render("{{ 1" + " + 1".repeat(100_000) + " }}"));
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> render("{{ " + "not ".repeat(100_000) + "1 }}"));
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> render("{{ " + "-".repeat(100_000) + "1 }}"));
        assertThatExceptionOfType(TemplateException.class).isThrownBy(() -> render("{% if 1 %}".repeat(100_000)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', quoteCharacter = '"', textBlock = """
            {{ missing.x }}                              § 1 § 'missing' is undefined
            "\n{% if 1 %}\n{{ 'a' + 1 }}{% endif %}"     § 3 § '+' does not work with str and int
            "\n\n{% include 'x' %}"                      § 3 § the statement {% include %} is not supported
            {{ list | urlize }}                         § 1 § the filter 'urlize' is not supported
            "{% if 1 %}\n\n{% elif"                      § 3 § {% is not closed
            "{{ (1,\n2 }}"                               § 2 § unexpected '}'
            "{% macro m() %}\n{{ 1 / 0 }}{% endmacro %}\n{{ m() }}" § 2 § division by zero
            "{#- gone\n -#}\n{{ text.split(1) }}"        § 3 § split(): needs a string, not int
            """)
    void namesTheLineAndTheConstruct(String template, int line, String problem) {
        String source = template.replace("\\n", "\n");

        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> render(source))
                .satisfies(refused -> assertThat(refused.line()).contains(line))
                .withMessageContaining(problem);
    }

    private static String render(String template) throws IOException {
        Map<String, JsonNode> variables = new HashMap<>();
        json("variables.json").properties().forEach(entry -> variables.put(entry.getKey(), entry.getValue()));
        variables.put(
                "messages",
                JSON.arrayNode().add(JSON.objectNode().put("role", "user").put("content", "hi")));
        variables.put("tools", JSON.nullNode());
        variables.put("documents", JSON.nullNode());
        variables.put("add_generation_prompt", JSON.booleanNode(false));
        return JinjaTemplate.parse(template).render(variables, NOW);
    }

    private static JsonNode json(String name) throws IOException {
        try (InputStream file = Objects.requireNonNull(JinjaTemplateTest.class.getResourceAsStream(name), name)) {
            return new JsonMapper().readTree(file);
        }
    }
}
