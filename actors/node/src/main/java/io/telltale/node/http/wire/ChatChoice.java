package io.telltale.node.http.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** The answer to a conversation. */
public record ChatChoice(
        int index,
        Message message,
        @Nullable Object logprobs,
        @JsonProperty("finish_reason") String finishReason) {

    public ChatChoice(String content, String finishReason) {
        this(0, new Message("assistant", content, null), null, finishReason);
    }

    /**
     * What the model says.
     *
     * @param refusal never told apart from the content
     */
    public record Message(
            String role, String content, @Nullable String refusal) {}
}
