package io.telltale.node.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.telltale.engine.decoder.StopConditions;
import io.telltale.engine.decoder.StopConditions.EndOfSequence;
import io.telltale.node.config.GenerationSettings;
import io.telltale.node.http.Order.AnswerShape;
import io.telltale.node.prompt.Prompt;
import io.telltale.spi.TokenIds;
import java.util.List;
import java.util.random.RandomGenerator;

/** Reads requests for completions and chat completions. */
final class OrderReader {

    private static final int MAX_STOPS = 16;

    private final int defaultMaxNewTokens;
    private final SamplingReader sampling;
    private final AnswerShapeReader shapes;

    /**
     * @param seeds of requests that name none; safe for use by several threads
     */
    OrderReader(ServedModel model, GenerationSettings settings, RandomGenerator seeds) {
        this.defaultMaxNewTokens = settings.maxNewTokens();
        this.sampling = new SamplingReader(model, seeds);
        this.shapes = new AnswerShapeReader(settings.maxConcurrent());
    }

    /** Reads the body of a request for a completion. */
    Order completion(byte[] body) {
        RequestFields fields = RequestFields.parse(body);
        UnsupportedFields.check(fields);
        ConversationReader.refuseIn(fields);
        return order(fields, prompt(fields.node("prompt")), shapes.completion(fields));
    }

    /** Reads the body of a request for a chat completion. */
    Order chat(byte[] body) {
        RequestFields fields = RequestFields.parse(body);
        UnsupportedFields.check(fields);
        return order(fields, ConversationReader.read(fields), shapes.chat(fields));
    }

    private Order order(RequestFields fields, Prompt prompt, AnswerShape shape) {
        return new Order(fields.text("model"), prompt, sampling.read(fields), stopConditions(fields), shape);
    }

    private StopConditions stopConditions(RequestFields fields) {
        int most = maxNewTokens(fields);
        int least = (int) fields.whole("min_tokens", 0, 0, Integer.MAX_VALUE);
        if (least > most) {
            throw ApiException.invalid(
                    "min_tokens", "must be at most the largest number of tokens, " + most + ", not " + least);
        }
        List<String> stop = fields.texts("stop", MAX_STOPS);
        EndOfSequence end = fields.flag("ignore_eos") ? EndOfSequence.IGNORED : EndOfSequence.ENDS;
        return new StopConditions(least, most, stop, end);
    }

    private int maxNewTokens(RequestFields fields) {
        long older = fields.whole("max_tokens", defaultMaxNewTokens, 1, Integer.MAX_VALUE);
        return (int) fields.whole("max_completion_tokens", older, 1, Integer.MAX_VALUE);
    }

    private static Prompt prompt(JsonNode prompt) {
        JsonNode only =
                prompt.isArray() && prompt.size() == 1 && !prompt.path(0).isNumber() ? prompt.path(0) : prompt;
        if (only.isTextual()) {
            return new Prompt.Text(only.textValue());
        }
        if (only.isArray()
                && !only.isEmpty()
                && only.valueStream().allMatch(id -> id.isIntegralNumber() && id.canConvertToInt())) {
            return new Prompt.Tokens(
                    TokenIds.of(only.valueStream().mapToInt(JsonNode::asInt).toArray()));
        }
        throw ApiException.invalid("prompt", "must be one string or one list of token ids");
    }
}
