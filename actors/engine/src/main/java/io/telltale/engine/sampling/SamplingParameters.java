package io.telltale.engine.sampling;

/**
 * How the next token is chosen.
 *
 * @param temperature divides the logits; 0 chooses the best token always
 * @param topP share of probability that the candidates must reach together, in (0, 1]; 1 keeps every token
 * @param seed decides every draw
 */
public record SamplingParameters(double temperature, double topP, long seed) {

    /** The best token always. */
    public static final SamplingParameters GREEDY = new SamplingParameters(0, 1, 0);

    public SamplingParameters {
        if (!(temperature >= 0) || !Double.isFinite(temperature)) {
            throw new IllegalArgumentException("temperature must be 0 or more, not " + temperature);
        }
        if (!(topP > 0 && topP <= 1)) {
            throw new IllegalArgumentException("top-p must be above 0 and at most 1, not " + topP);
        }
    }

    /** Returns whether the best token is chosen always. */
    public boolean isGreedy() {
        return temperature == 0;
    }
}
