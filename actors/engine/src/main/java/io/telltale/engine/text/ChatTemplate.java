package io.telltale.engine.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.telltale.engine.EngineException;
import io.telltale.engine.EngineException.Code;
import io.telltale.engine.text.ChatRequest.Ending;
import io.telltale.engine.text.jinja.JinjaTemplate;
import io.telltale.engine.text.jinja.TemplateException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Renders a conversation as the text that the model was tuned on, with the Jinja templates of its tokenizer, as Hugging
 * Face renders it. Safe for use by several threads.
 */
public final class ChatTemplate {

    private static final String DEFAULT = "default";
    private static final String WITH_TOOLS = "tool_use";

    /** The names that a model's reasoning has in messages; templates read the first or the second. */
    private static final List<String> REASONING = List.of("reasoning_content", "thinking", "reasoning");

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Map<String, String> sources;
    private final SpecialTokens specialTokens;
    private final Clock clock;
    private final Map<String, JinjaTemplate> parsed = new ConcurrentHashMap<>();

    /** Makes a template of one text, which knows no time. */
    public ChatTemplate(String source, SpecialTokens specialTokens) {
        this(Map.of(DEFAULT, source), specialTokens);
    }

    /**
     * Makes a template that knows no time: one that writes the date is refused when it is rendered.
     *
     * @param sources by name: {@code tool_use} is rendered where a request has tools, {@code default} everywhere else
     */
    public ChatTemplate(Map<String, String> sources, SpecialTokens specialTokens) {
        this(sources, specialTokens, UnknownTime.CLOCK);
    }

    /**
     * Makes a template of several texts.
     *
     * @param sources by name: {@code tool_use} is rendered where a request has tools, {@code default} everywhere else
     * @param clock what a template reads that writes the date
     */
    public ChatTemplate(Map<String, String> sources, SpecialTokens specialTokens, Clock clock) {
        this.sources = Map.copyOf(sources);
        this.specialTokens = specialTokens;
        this.clock = clock;
    }

    /** Returns the same template with a clock, for templates that write the date. */
    public ChatTemplate at(Clock other) {
        return new ChatTemplate(sources, specialTokens, other);
    }

    /**
     * Renders a conversation up to where the assistant's next turn begins.
     *
     * @throws IllegalArgumentException if there is no message
     * @throws EngineException if the template cannot be rendered, or refuses these messages
     */
    public String render(List<ChatMessage> messages) {
        return render(ChatRequest.of(messages));
    }

    /**
     * Renders a conversation.
     *
     * @throws EngineException if the template cannot be rendered, or refuses the request
     */
    public String render(ChatRequest request) {
        try {
            return template(request).render(variables(request), clock);
        } catch (TemplateException failed) {
            String where = failed.line().map(line -> " in line " + line).orElse("");
            throw new EngineException(
                    Code.CHAT_TEMPLATE, "the chat template failed" + where + ": " + oneLine(failed.problem()), failed);
        }
    }

    private JinjaTemplate template(ChatRequest request) {
        boolean forTools = !request.tools().isEmpty() && sources.containsKey(WITH_TOOLS);
        String name = forTools ? WITH_TOOLS : DEFAULT;
        if (!sources.containsKey(name)) {
            throw new EngineException(
                    Code.CHAT_TEMPLATE,
                    "the model has several chat templates and none is called default: "
                            + String.join(", ", new TreeMap<>(sources).keySet()));
        }
        return parsed.computeIfAbsent(
                name, missing -> JinjaTemplate.parse(Objects.requireNonNull(sources.get(missing))));
    }

    private Map<String, JsonNode> variables(ChatRequest request) {
        Map<String, JsonNode> variables = new HashMap<>();
        specialTokens.texts().forEach((name, text) -> variables.put(name, JSON.textNode(text)));
        variables.put("messages", list(request.messages().stream().map(ChatTemplate::seen)));
        variables.put("tools", request.tools().isEmpty() ? JSON.nullNode() : list(request.tools().stream()));
        variables.put("documents", JSON.nullNode());
        variables.put("add_generation_prompt", JSON.booleanNode(request.ending() == Ending.ASSISTANT_TURN));
        variables.putAll(request.variables());
        return variables;
    }

    private static ArrayNode list(Stream<? extends JsonNode> elements) {
        ArrayNode list = JSON.arrayNode();
        elements.forEach(list::add);
        return list;
    }

    /** A message as templates see it: whatever name its reasoning was given under, they find it. */
    private static ObjectNode seen(ChatMessage message) {
        ObjectNode fields = message.fields();
        REASONING.stream()
                .map(fields::path)
                .filter(reasoning -> !reasoning.isMissingNode() && !reasoning.isNull())
                .findFirst()
                .ifPresent(reasoning -> {
                    fields.putIfAbsent("thinking", reasoning);
                    fields.set("reasoning_content", reasoning);
                });
        return fields;
    }

    private static String oneLine(String problem) {
        return problem.isBlank()
                ? "no reason given"
                : String.join(" ", problem.strip().lines().toList());
    }
}
