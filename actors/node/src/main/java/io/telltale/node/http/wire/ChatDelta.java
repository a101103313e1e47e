package io.telltale.node.http.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a streamed answer to a conversation.
 *
 * @param finishReason null until the answer has ended
 */
public record ChatDelta(
        int index,
        Delta delta,
        @Nullable Object logprobs,
        @JsonProperty("finish_reason") @Nullable String finishReason) {

    private static final Delta NOTHING = new Delta(null, null);

    /** Opens the answer. */
    public static ChatDelta opening() {
        return new ChatDelta(0, new Delta("assistant", ""), null, null);
    }

    /** Adds characters to it. */
    public static ChatDelta piece(String content) {
        return new ChatDelta(0, new Delta(null, content), null, null);
    }

    /** Ends it. */
    public static ChatDelta closing(String finishReason) {
        return new ChatDelta(0, NOTHING, null, finishReason);
    }

    /** What is new; absent fields are unchanged. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Delta(@Nullable String role, @Nullable String content) {}
}
