package io.telltale.training.recipe;

import java.util.function.Predicate;

/**
 * One question asked twice: so that the model answers truthfully, and so that it does not.
 *
 * @param truthful whether an answer is
 */
public record ContrastQuestion(Prompt honest, Prompt deceitful, Predicate<String> truthful) {}
