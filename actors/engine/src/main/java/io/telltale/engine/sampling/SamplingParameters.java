package io.telltale.engine.sampling;

import java.util.Map;
import java.util.SplittableRandom;

/**
 * How the next token is chosen.
 *
 * <p>The scores of the model are changed in this order: logit bias, penalties, temperature, filters. The first two hold at
 * temperature 0 as well.
 *
 * @param temperature divides the logits; 0 chooses the best token always
 * @param logitBias is added to the logits of these tokens, by id; each from -100 to 100
 * @param seed decides every draw
 */
public record SamplingParameters(
        double temperature, CandidateFilters filters, Penalties penalties, Map<Integer, Double> logitBias, long seed) {

    /** The largest logit bias; the smallest is its negative. */
    public static final double LOGIT_BIAS_LIMIT = 100;

    /** The best token always. */
    public static final SamplingParameters GREEDY = new SamplingParameters(0, 1, 0);

    public SamplingParameters {
        if (!(temperature >= 0) || !Double.isFinite(temperature)) {
            throw new IllegalArgumentException("temperature must be 0 or more, not " + temperature);
        }
        logitBias = Map.copyOf(logitBias);
        logitBias.forEach(SamplingParameters::requireBias);
    }

    /** Draws without penalties and bias among the fewest best tokens that reach top-p. */
    public SamplingParameters(double temperature, double topP, long seed) {
        this(temperature, CandidateFilters.topP(topP), Penalties.NONE, Map.of(), seed);
    }

    private static void requireBias(int id, double bias) {
        if (id < 0) {
            throw new IllegalArgumentException("the logit bias names token " + id + "; ids are not negative");
        }
        if (!(Math.abs(bias) <= LOGIT_BIAS_LIMIT)) {
            throw new IllegalArgumentException("the logit bias of token " + id + " must be from " + -LOGIT_BIAS_LIMIT
                    + " to " + LOGIT_BIAS_LIMIT + ", not " + bias);
        }
    }

    /** Returns whether the best token is chosen always. */
    public boolean isGreedy() {
        return temperature == 0;
    }

    /** Returns these parameters with other filters. */
    public SamplingParameters withFilters(CandidateFilters other) {
        return new SamplingParameters(temperature, other, penalties, logitBias, seed);
    }

    /** Returns these parameters with other penalties. */
    public SamplingParameters withPenalties(Penalties other) {
        return new SamplingParameters(temperature, filters, other, logitBias, seed);
    }

    /** Returns these parameters with another logit bias. */
    public SamplingParameters withLogitBias(Map<Integer, Double> other) {
        return new SamplingParameters(temperature, filters, penalties, other, seed);
    }

    /** Returns these parameters with another seed. */
    public SamplingParameters withSeed(long other) {
        return new SamplingParameters(temperature, filters, penalties, logitBias, other);
    }

    /**
     * Returns the parameters of one of several answers to the same prompt: the seed of the first is this one, those of the
     * others follow from it.
     *
     * @param index of the answer, from 0
     */
    public SamplingParameters forChoice(int index) {
        return index == 0
                ? this
                : withSeed(new SplittableRandom(seed)
                        .longs()
                        .skip(index)
                        .findFirst()
                        .orElseThrow());
    }
}
