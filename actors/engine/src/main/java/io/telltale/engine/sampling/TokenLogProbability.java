package io.telltale.engine.sampling;

/**
 * A token and how likely a model finds it as the next one.
 *
 * @param logProbability natural logarithm of the probability; negative infinity for an impossible token
 */
public record TokenLogProbability(int id, double logProbability) {}
