package io.telltale.training.recipe;

import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A question whose answers can be compared.
 *
 * @param group of questions that must not help to answer each other in cross-validation, such as those about one subject
 * @param meaning of an answer; answers of equal meaning say the same
 * @param right whether an answer is
 */
public record OpenQuestion(int group, Prompt prompt, Function<String, String> meaning, Predicate<String> right) {}
