package io.telltale.node.http.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/**
 * How likely the model found the tokens of a completion, by itself: before temperature, penalties and filters. Four columns with one row for
 * each token.
 *
 * @param tokenLogProbabilities natural logarithms
 * @param topLogProbabilities of the likeliest tokens and the chosen one, by text
 * @param textOffset number of characters in the texts of the tokens before, from the beginning of the completion
 */
public record TextLogProbabilities(
        List<String> tokens,
        @JsonProperty("token_logprobs") List<Double> tokenLogProbabilities,
        @JsonProperty("top_logprobs") List<Map<String, Double>> topLogProbabilities,
        @JsonProperty("text_offset") List<Integer> textOffset) {}
