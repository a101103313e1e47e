package io.telltale.node.http.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * One of the answers to a conversation.
 *
 * @param logprobs null unless asked for
 */
public record ChatChoice(
        int index,
        Message message,
        @Nullable ChatLogProbabilities logprobs,
        @JsonProperty("finish_reason") String finishReason) {

    /** What the model says, by its text. */
    public ChatChoice(int index, String content, @Nullable ChatLogProbabilities logprobs, String finishReason) {
        this(index, new Message("assistant", content, null), logprobs, finishReason);
    }

    /**
     * What the model says.
     *
     * @param refusal never told apart from the content
     */
    public record Message(
            String role, String content, @Nullable String refusal) {}
}
