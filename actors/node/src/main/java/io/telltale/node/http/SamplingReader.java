package io.telltale.node.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.telltale.engine.sampling.CandidateFilters;
import io.telltale.engine.sampling.Penalties;
import io.telltale.engine.sampling.SamplingParameters;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Reads how tokens are to be chosen. */
final class SamplingReader {

    private static final double MAX_TEMPERATURE = 2;
    private static final String LOGIT_BIAS = "logit_bias";

    private final SamplingParameters defaults;
    private final int vocabularySize;
    private final RandomGenerator seeds;

    /**
     * @param seeds of requests that name none; safe for use by several threads
     */
    SamplingReader(ServedModel model, RandomGenerator seeds) {
        this.defaults = model.samplingDefaults();
        this.vocabularySize = model.vocabulary().size();
        this.seeds = seeds;
    }

    /**
     * @throws ApiException naming the first field that is no number or out of its range
     */
    SamplingParameters read(RequestFields fields) {
        double temperature = fields.number("temperature", defaults.temperature(), 0, MAX_TEMPERATURE);
        long seed = fields.has("seed") ? fields.whole("seed", 0, Long.MIN_VALUE, Long.MAX_VALUE) : seeds.nextLong();
        return new SamplingParameters(temperature, filters(fields), penalties(fields), logitBias(fields), seed);
    }

    private CandidateFilters filters(RequestFields fields) {
        CandidateFilters usual = defaults.filters();
        double topP = fields.number("top_p", usual.topP(), 0, 1);
        if (topP == 0) {
            throw ApiException.invalid("top_p", "must be above 0; send temperature 0 for the best token always");
        }
        return new CandidateFilters(
                (int) fields.whole("top_k", usual.topK(), -1, Integer.MAX_VALUE),
                topP,
                fields.number("min_p", usual.minP(), 0, 1));
    }

    private Penalties penalties(RequestFields fields) {
        double most = Penalties.LIMIT;
        return new Penalties(
                fields.positive("repetition_penalty", defaults.penalties().repetition()),
                fields.number("presence_penalty", 0, -most, most),
                fields.number("frequency_penalty", 0, -most, most));
    }

    private Map<Integer, Double> logitBias(RequestFields fields) {
        JsonNode given = fields.node(LOGIT_BIAS);
        if (!given.isMissingNode() && !given.isObject()) {
            throw ApiException.invalid(LOGIT_BIAS, "must be an object of token ids and numbers, not " + given);
        }
        Map<Integer, Double> biases = new HashMap<>();
        given.propertyStream().forEach(entry -> biases.put(tokenId(entry.getKey()), bias(entry)));
        return biases;
    }

    private int tokenId(String key) {
        try {
            int id = Integer.parseInt(key);
            if (id >= 0 && id < vocabularySize) {
                return id;
            }
        } catch (NumberFormatException notWhole) {
            throw ApiException.invalid(LOGIT_BIAS, "'" + key + "' is no token id; ids are whole numbers");
        }
        throw ApiException.invalid(
                LOGIT_BIAS,
                "token id " + key + " is outside the vocabulary; ids are from 0 to " + (vocabularySize - 1));
    }

    private static double bias(Map.Entry<String, JsonNode> entry) {
        JsonNode value = entry.getValue();
        double most = SamplingParameters.LOGIT_BIAS_LIMIT;
        if (!value.isNumber() || Math.abs(value.doubleValue()) > most) {
            throw ApiException.invalid(
                    LOGIT_BIAS,
                    "the bias of token " + entry.getKey() + " must be a number from " + -most + " to " + most + ", not "
                            + value);
        }
        return value.doubleValue();
    }
}
