package io.telltale.node.http.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * One of the answers to a prompt, or a piece of it.
 *
 * @param logprobs of the tokens that are new; null unless asked for
 * @param finishReason null until the answer has ended
 */
public record TextChoice(
        int index,
        String text,
        @Nullable TextLogProbabilities logprobs,
        @JsonProperty("finish_reason") @Nullable String finishReason) {}
