package io.telltale.node.http.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How likely the model found the tokens of an answer to a conversation, by itself: before temperature, penalties and filters.
 *
 * @param refusal never told apart from the content
 */
public record ChatLogProbabilities(
        List<Entry> content, @Nullable List<Entry> refusal) {

    public ChatLogProbabilities(List<Entry> content) {
        this(List.copyOf(content), null);
    }

    /**
     * One token of the answer.
     *
     * @param logprob natural logarithm of its probability
     * @param bytes of its text in UTF-8; null where it is a part of a character
     * @param alternatives the likeliest tokens at its place, best first
     */
    public record Entry(
            String token,
            double logprob,
            @Nullable List<Integer> bytes,
            @JsonProperty("top_logprobs") List<Alternative> alternatives) {}

    /** A token that could have stood there. */
    public record Alternative(
            String token, double logprob, @Nullable List<Integer> bytes) {}
}
