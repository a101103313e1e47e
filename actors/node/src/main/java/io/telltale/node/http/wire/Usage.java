package io.telltale.node.http.wire;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Tokens that a request took. */
public record Usage(
        @JsonProperty("prompt_tokens") int promptTokens,
        @JsonProperty("completion_tokens") int completionTokens,
        @JsonProperty("total_tokens") int totalTokens,
        @JsonProperty("prompt_tokens_details") PromptDetails promptDetails) {

    /** What of the prompt was not computed, because an earlier text had begun alike. */
    public record PromptDetails(
            @JsonProperty("cached_tokens") int cachedTokens) {}

    /** Counts prompt and answer. */
    public static Usage of(int promptTokens, int completionTokens, int cachedTokens) {
        return new Usage(
                promptTokens, completionTokens, promptTokens + completionTokens, new PromptDetails(cachedTokens));
    }
}
