package io.telltale.engine.sampling;

/** A token and the score that a model gives it as the next one. */
public record TokenLogit(int id, float logit) {}
