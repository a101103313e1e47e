package io.telltale.engine.sampling;

import io.telltale.engine.EngineException;
import io.telltale.engine.EngineException.Code;
import io.telltale.spi.TokenIds;
import java.util.SplittableRandom;

/**
 * Draws the tokens of one sequence.
 *
 * <p>The token at a position depends on the parameters, on the tokens before it and on the logits alone: whoever takes tokens
 * back and asks again draws again with the same luck. Immutable, safe for use by several threads.
 */
public final class Sampler {

    private final SamplingParameters parameters;
    private final int promptLength;
    private final ScoreAdjustment adjustment;

    private Sampler(SamplingParameters parameters, int promptLength) {
        this.parameters = parameters;
        this.promptLength = promptLength;
        this.adjustment = new ScoreAdjustment(parameters.logitBias(), parameters.penalties(), promptLength);
    }

    /** Makes a sampler for what follows a prompt of so many tokens. */
    public static Sampler of(SamplingParameters parameters, int promptLength) {
        return new Sampler(parameters, promptLength);
    }

    /**
     * Draws the next token.
     *
     * @param logits of the next token, as the model gives them
     * @param tokens of the prompt and of the answer so far
     * @throws EngineException with {@code LOGITS_NOT_FINITE} if the scores are no numbers to choose by
     * @throws IllegalArgumentException if the logit bias names a token outside the vocabulary
     */
    public int sample(Logits logits, TokenIds tokens) {
        Logits adjusted = comparable(adjustment.adjust(logits, tokens));
        return parameters.isGreedy() ? adjusted.best() : candidates(adjusted).at(uniform(tokens.size() - promptLength));
    }

    /** Returns what the next token is drawn from, at a temperature above 0. */
    Candidates candidates(Logits logits, TokenIds tokens) {
        return candidates(comparable(adjustment.adjust(logits, tokens)));
    }

    private Candidates candidates(Logits adjusted) {
        return Candidates.of(adjusted, parameters.temperature(), parameters.filters());
    }

    private static Logits comparable(Logits logits) {
        if (!logits.areComparable()) {
            throw new EngineException(
                    Code.LOGITS_NOT_FINITE, "the scores of the next token are not numbers; no token can be chosen");
        }
        return logits;
    }

    /** A number in [0, 1) that depends on the seed and the draw alone. */
    private double uniform(int draw) {
        long mixed = new SplittableRandom(parameters.seed()).nextLong() + draw;
        return new SplittableRandom(mixed).nextDouble();
    }
}
