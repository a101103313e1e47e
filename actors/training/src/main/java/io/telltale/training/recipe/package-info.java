/**
 * Makes the built-in plugins' artefacts for a model: asks it questions, reads its activations, learns from them, tries the result
 * on the model itself and writes down what came out.
 *
 * <p>The recipes know a model as an {@link io.telltale.training.recipe.AnswerModel} and questions as prompts with a key; {@link
 * io.telltale.training.recipe.EngineAnswerModel} is the one, the questions of the Almanac are the other.
 */
@NullMarked
package io.telltale.training.recipe;

import org.jspecify.annotations.NullMarked;
