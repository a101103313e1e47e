package io.telltale.engine.sampling;

import java.util.List;

/**
 * A token that was chosen, and those that the model found likeliest in its place. The probabilities are the model's own: before logit bias,
 * penalties, temperature and filters.
 *
 * @param logProbability natural logarithm of the probability; negative infinity for an impossible token
 * @param alternatives the likeliest first; the chosen token is among them if it is one of the likeliest
 */
public record ChosenToken(int id, double logProbability, List<TokenLogProbability> alternatives) {

    public ChosenToken {
        alternatives = List.copyOf(alternatives);
    }
}
