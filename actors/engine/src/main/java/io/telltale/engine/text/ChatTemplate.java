package io.telltale.engine.text;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.interpret.RenderResult;
import com.hubspot.jinjava.interpret.TemplateError;
import com.hubspot.jinjava.lib.fn.ELFunctionDefinition;
import io.telltale.engine.EngineException;
import io.telltale.engine.EngineException.Code;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Renders a conversation as the text that the model was tuned on, with the Jinja template of its tokenizer.
 *
 * <p>White space is treated as Hugging Face treats it: a block tag takes its own line with it and the template's last
 * newline is dropped. Safe for use by several threads.
 */
public final class ChatTemplate {

    private static final long LONGEST_OUTPUT = 16_000_000;

    private final Jinjava jinja;
    private final String source;
    private final SpecialTokens specialTokens;

    /** Makes a template; its text is parsed when it is rendered. */
    public ChatTemplate(String source, SpecialTokens specialTokens) {
        this.source = JinjaWhiteSpace.trim(source);
        this.specialTokens = specialTokens;
        this.jinja = new Jinjava(configuration());
        jinja.getGlobalContext()
                .registerFunction(
                        new ELFunctionDefinition("", "raise_exception", ChatTemplate.class, "refuse", String.class));
    }

    private static JinjavaConfig configuration() {
        return JinjavaConfig.newBuilder()
                .withTrimBlocks(false)
                .withLstripBlocks(false)
                .withKeepTrailingNewline(true)
                .withNestedInterpretationEnabled(false)
                .withElResolver(PythonStrings.resolver())
                .withMaxOutputSize(LONGEST_OUTPUT)
                .withLegacyOverrides(LegacyOverrides.newBuilder()
                        .withEvaluateMapKeys(true)
                        .withIterateOverMapKeys(true)
                        .withUsePyishObjectMapper(true)
                        .withUseNaturalOperatorPrecedence(true)
                        .withParseWhitespaceControlStrictly(true)
                        .withUseTrimmingForNotesAndExpressions(true)
                        .withKeepNullableLoopValues(true)
                        .withHandleBackslashInQuotesOnly(true)
                        .build())
                .build();
    }

    /**
     * Renders a conversation up to where the assistant's next turn begins.
     *
     * @throws IllegalArgumentException if there is no message
     * @throws EngineException if the template cannot be rendered, or refuses these messages
     */
    public String render(List<ChatMessage> messages) {
        if (messages.isEmpty()) {
            throw new IllegalArgumentException("a conversation needs at least one message");
        }
        Map<String, Object> variables = new HashMap<>();
        variables.put("messages", messages.stream().map(ChatTemplate::variables).toList());
        variables.put("bos_token", specialTokens.beginOfSequence());
        variables.put("eos_token", specialTokens.endOfSequence());
        variables.put("add_generation_prompt", true);
        RenderResult result = jinja.renderForResult(source, variables);
        result.getErrors().stream().findFirst().ifPresent(ChatTemplate::fail);
        return result.getOutput();
    }

    private static Map<String, Object> variables(ChatMessage message) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("role", message.role());
        fields.put("content", message.content());
        return fields;
    }

    private static void fail(TemplateError error) {
        String reason = String.valueOf(error.getMessage());
        for (Throwable cause = error.getException(); cause != null; cause = cause.getCause()) {
            // The library wraps what raise_exception says.
            reason = cause instanceof IllegalArgumentException ? String.valueOf(cause.getMessage()) : reason;
        }
        throw new EngineException(
                Code.CHAT_TEMPLATE, "the chat template failed in line " + error.getLineno() + ": " + firstLine(reason));
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("no reason given");
    }

    /** What {@code raise_exception} in a template calls. */
    @SuppressWarnings("DoNotCallSuggester") // Templates call it, by reflection.
    public static String refuse(String reason) {
        throw new IllegalArgumentException(reason);
    }
}
