package io.telltale.node.http.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a prompt, or a piece of it.
 *
 * @param logprobs never computed
 * @param finishReason null until the answer has ended
 */
public record TextChoice(
        int index,
        String text,
        @Nullable Object logprobs,
        @JsonProperty("finish_reason") @Nullable String finishReason) {

    public TextChoice(String text, @Nullable String finishReason) {
        this(0, text, null, finishReason);
    }
}
