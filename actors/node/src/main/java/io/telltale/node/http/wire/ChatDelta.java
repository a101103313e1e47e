package io.telltale.node.http.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a streamed answer to a conversation.
 *
 * @param index of the choice that it belongs to
 * @param logprobs of the tokens that are new; null unless asked for
 * @param finishReason null until the answer has ended
 */
public record ChatDelta(
        int index,
        Delta delta,
        @Nullable ChatLogProbabilities logprobs,
        @JsonProperty("finish_reason") @Nullable String finishReason) {

    private static final Delta NOTHING = new Delta(null, null);

    /** Opens the answer. */
    public static ChatDelta opening(int index) {
        return new ChatDelta(index, new Delta("assistant", ""), null, null);
    }

    /** Adds characters to it. */
    public static ChatDelta piece(int index, String content, @Nullable ChatLogProbabilities logprobs) {
        return new ChatDelta(index, new Delta(null, content), logprobs, null);
    }

    /** Ends it. */
    public static ChatDelta closing(int index, String finishReason) {
        return new ChatDelta(index, NOTHING, null, finishReason);
    }

    /** What is new; absent fields are unchanged. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Delta(@Nullable String role, @Nullable String content) {}
}
