package io.telltale.engine.sampling;

import io.telltale.engine.EngineException;
import io.telltale.engine.EngineException.Code;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Draws the tokens of one sequence.
 *
 * <p>Draw number n depends on the seed, on n and on the logits alone. For one thread at a time.
 */
public final class Sampler {

    private final SamplingParameters parameters;
    private int draws;

    private Sampler(SamplingParameters parameters) {
        this.parameters = parameters;
    }

    /** Makes a sampler that stands before its first draw. */
    public static Sampler of(SamplingParameters parameters) {
        return new Sampler(parameters);
    }

    /**
     * Draws the next token.
     *
     * @throws EngineException with {@code LOGITS_NOT_FINITE} if the scores are no numbers to choose by
     */
    public int sample(Logits logits) {
        if (!logits.areComparable()) {
            throw new EngineException(
                    Code.LOGITS_NOT_FINITE, "the scores of the next token are not numbers; no token can be chosen");
        }
        int draw = draws++;
        return parameters.isGreedy() ? logits.best() : sample(logits, uniform(draw));
    }

    /** A number in [0, 1) that depends on the seed and the draw alone. */
    private double uniform(int draw) {
        long mixed = new SplittableRandom(parameters.seed()).nextLong() + draw;
        return new SplittableRandom(mixed).nextDouble();
    }

    private int sample(Logits logits, double uniform) {
        double[] weights = weights(logits);
        double total = Arrays.stream(weights).sum();
        int[] candidates = parameters.topP() < 1 ? nucleus(weights, total) : everyToken(weights.length);
        double kept = 0;
        for (int id : candidates) {
            kept += weights[id];
        }
        double left = uniform * kept;
        for (int id : candidates) {
            left -= weights[id];
            if (left < 0) {
                return id;
            }
        }
        // Rounding may leave a crumb after the last candidate.
        return candidates[candidates.length - 1];
    }

    /** Softmax without its division; the best token weighs 1. */
    private double[] weights(Logits logits) {
        double highest = logits.at(logits.best());
        double[] weights = new double[logits.size()];
        for (int id = 0; id < weights.length; id++) {
            weights[id] = Math.exp((logits.at(id) - highest) / parameters.temperature());
        }
        return weights;
    }

    /** The fewest tokens, best first, that together reach the share top-p. */
    private int[] nucleus(double[] weights, double total) {
        // Tokens under the floor weigh less than 1 - top-p together, so the nucleus is full before it would reach them.
        double floor = (1 - parameters.topP()) * total / weights.length;
        Integer[] ranked = IntStream.range(0, weights.length)
                .filter(id -> weights[id] >= floor)
                .boxed()
                .sorted((first, second) -> Double.compare(weights[second], weights[first]))
                .toArray(Integer[]::new);
        double reached = 0;
        int size = 0;
        while (size < ranked.length && reached < parameters.topP() * total) {
            reached += weights[ranked[size++]];
        }
        return Arrays.stream(ranked).limit(size).mapToInt(Integer::intValue).toArray();
    }

    private static int[] everyToken(int size) {
        return IntStream.range(0, size).toArray();
    }
}
