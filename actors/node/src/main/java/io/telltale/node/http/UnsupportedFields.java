package io.telltale.node.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Refuses fields that ask for something the node does not do, and fields it does not know. Fields that change nothing in the answer are
 * left alone, and so is every field that asks for what happens anyway.
 */
final class UnsupportedFields {

    private static final Map<String, Predicate<JsonNode>> HARMLESS = new TreeMap<>(Map.ofEntries(
            Map.entry("echo", UnsupportedFields::isOff),
            Map.entry("suffix", UnsupportedFields::isEmpty),
            Map.entry("functions", UnsupportedFields::isEmpty),
            Map.entry("function_call", UnsupportedFields::demandsNoTool),
            Map.entry("response_format", UnsupportedFields::isPlainText),
            Map.entry("modalities", UnsupportedFields::isTextAlone)));

    private static final Set<String> READ = Set.of(
            "model",
            "messages",
            "tools",
            "tool_choice",
            "chat_template_kwargs",
            "prompt",
            "temperature",
            "top_p",
            "top_k",
            "min_p",
            "repetition_penalty",
            "presence_penalty",
            "frequency_penalty",
            "logit_bias",
            "logprobs",
            "top_logprobs",
            "n",
            "best_of",
            "min_tokens",
            "ignore_eos",
            "max_tokens",
            "max_completion_tokens",
            "seed",
            "stop",
            "stream",
            "stream_options");

    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "user",
            "metadata",
            "store",
            "service_tier",
            "parallel_tool_calls",
            "prompt_cache_key",
            "safety_identifier");

    private UnsupportedFields() {}

    /**
     * @throws ApiException naming the first field that asks for something else or is not known
     */
    static void check(RequestFields fields) {
        HARMLESS.forEach((field, harmless) -> {
            JsonNode value = fields.node(field);
            if (!value.isMissingNode() && !harmless.test(value)) {
                throw ApiException.invalid(field, "is not supported here; leave it out");
            }
        });
        fields.names().filter(field -> !isKnown(field)).findFirst().ifPresent(field -> {
            throw ApiException.invalid(field, "is not known here; leave it out or correct its name");
        });
    }

    private static boolean isKnown(String field) {
        return HARMLESS.containsKey(field) || READ.contains(field) || WITHOUT_EFFECT.contains(field);
    }

    private static boolean isZero(JsonNode value) {
        return value.isNumber() && value.asDouble() == 0;
    }

    private static boolean isOff(JsonNode value) {
        return (value.isBoolean() && !value.booleanValue()) || isZero(value);
    }

    private static boolean isEmpty(JsonNode value) {
        return value.isTextual() ? value.textValue().isEmpty() : value.isContainerNode() && value.isEmpty();
    }

    private static boolean demandsNoTool(JsonNode value) {
        return value.asText().equals("none") || value.asText().equals("auto");
    }

    private static boolean isPlainText(JsonNode value) {
        return value.path("type").asText().equals("text");
    }

    private static boolean isTextAlone(JsonNode value) {
        return value.size() == 1 && value.path(0).asText().equals("text");
    }
}
