package io.telltale.node.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.telltale.engine.sampling.SamplingParameters;
import io.telltale.node.http.Order.Delivery;
import io.telltale.node.prompt.Prompt;
import io.telltale.spi.TokenIds;
import java.util.random.RandomGenerator;

/** Reads requests for completions and chat completions. */
final class OrderReader {

    private static final int MAX_STOPS = 16;
    private static final double MAX_TEMPERATURE = 2;

    private final int defaultMaxNewTokens;
    private final RandomGenerator seeds;

    /**
     * @param seeds of requests that name none; safe for use by several threads
     */
    OrderReader(int defaultMaxNewTokens, RandomGenerator seeds) {
        this.defaultMaxNewTokens = defaultMaxNewTokens;
        this.seeds = seeds;
    }

    /** Reads the body of a request for a completion. */
    Order completion(byte[] body) {
        RequestFields fields = RequestFields.parse(body);
        return order(fields, prompt(fields.node("prompt")));
    }

    /** Reads the body of a request for a chat completion. */
    Order chat(byte[] body) {
        RequestFields fields = RequestFields.parse(body);
        return order(fields, ConversationReader.read(fields.node("messages")));
    }

    private Order order(RequestFields fields, Prompt prompt) {
        UnsupportedFields.check(fields);
        return new Order(
                fields.text("model"),
                prompt,
                sampling(fields),
                maxNewTokens(fields),
                fields.texts("stop", MAX_STOPS),
                delivery(fields));
    }

    private SamplingParameters sampling(RequestFields fields) {
        double temperature = fields.number("temperature", 1, 0, MAX_TEMPERATURE);
        double topP = fields.number("top_p", 1, 0, 1);
        if (topP == 0) {
            throw ApiException.invalid("top_p", "must be above 0; send temperature 0 for the best token always");
        }
        long seed = fields.has("seed") ? fields.whole("seed", 0, Long.MIN_VALUE, Long.MAX_VALUE) : seeds.nextLong();
        return new SamplingParameters(temperature, topP, seed);
    }

    private int maxNewTokens(RequestFields fields) {
        long older = fields.whole("max_tokens", defaultMaxNewTokens, 1, Integer.MAX_VALUE);
        return (int) fields.whole("max_completion_tokens", older, 1, Integer.MAX_VALUE);
    }

    private static Delivery delivery(RequestFields fields) {
        if (!fields.flag("stream")) {
            return Delivery.WHOLE;
        }
        boolean usage = fields.node("stream_options").path("include_usage").asBoolean();
        return usage ? Delivery.STREAMED_WITH_USAGE : Delivery.STREAMED;
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
