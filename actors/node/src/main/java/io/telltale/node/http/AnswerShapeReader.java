package io.telltale.node.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.telltale.node.http.Order.AnswerShape;
import io.telltale.node.http.Order.Delivery;

/** Reads what an answer is to be made of and how it travels. */
final class AnswerShapeReader {

    /** More would fill a running batch with a single request. */
    private static final int MAX_CHOICES = 16;

    private static final int MAX_CHAT_ALTERNATIVES = 20;
    private static final int MAX_TEXT_ALTERNATIVES = 5;
    private static final String TOP_LOGPROBS = "top_logprobs";
    private static final String LOGPROBS = "logprobs";

    private final int maxChoices;

    /**
     * @param maxConcurrent generations that may run at a time; a request for more could never be answered
     */
    AnswerShapeReader(int maxConcurrent) {
        this.maxChoices = Math.min(MAX_CHOICES, maxConcurrent);
    }

    /** Reads the shape of the answer to a conversation. */
    AnswerShape chat(RequestFields fields) {
        return shape(fields, chatReport(fields));
    }

    /** Reads the shape of the answer to a prompt. */
    AnswerShape completion(RequestFields fields) {
        return shape(fields, textReport(fields));
    }

    private AnswerShape shape(RequestFields fields, TokenReport tokens) {
        int choices = (int) fields.whole("n", 1, 1, maxChoices);
        if (fields.whole("best_of", choices, 1, Integer.MAX_VALUE) != choices) {
            throw ApiException.invalid("best_of", "must be n or be left out; choices are not ranked here");
        }
        return new AnswerShape(choices, tokens, delivery(fields));
    }

    private static TokenReport chatReport(RequestFields fields) {
        boolean wanted = fields.flag(LOGPROBS);
        int alternatives = (int) fields.whole(TOP_LOGPROBS, 0, 0, MAX_CHAT_ALTERNATIVES);
        if (alternatives > 0 && !wanted) {
            throw ApiException.invalid(TOP_LOGPROBS, "needs logprobs to be true");
        }
        return wanted ? new TokenReport.LogProbabilities(alternatives) : new TokenReport.Nothing();
    }

    private static TokenReport textReport(RequestFields fields) {
        if (fields.whole(TOP_LOGPROBS, 0, 0, MAX_CHAT_ALTERNATIVES) > 0) {
            throw ApiException.invalid(TOP_LOGPROBS, "is a field of chat completions; send their number as logprobs");
        }
        JsonNode wanted = fields.node(LOGPROBS);
        boolean unwanted = wanted.isMissingNode() || (wanted.isBoolean() && !wanted.booleanValue());
        return unwanted
                ? new TokenReport.Nothing()
                : new TokenReport.LogProbabilities((int) fields.whole(LOGPROBS, 0, 0, MAX_TEXT_ALTERNATIVES));
    }

    private static Delivery delivery(RequestFields fields) {
        if (!fields.flag("stream")) {
            return Delivery.WHOLE;
        }
        boolean usage = fields.node("stream_options").path("include_usage").asBoolean();
        return usage ? Delivery.STREAMED_WITH_USAGE : Delivery.STREAMED;
    }
}
