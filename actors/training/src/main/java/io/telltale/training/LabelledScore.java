package io.telltale.training;

/** A score and the truth about what was scored. */
public record LabelledScore(double score, boolean positive) {}
