/**
 * Tells from one hidden state whether the model would answer differently if asked again: a logistic probe of semantic entropy,
 * read before the answer begins (at the last prompt token) and when it has ended.
 *
 * <p>Everything learned stands in an artefact, a JSON file that fits one model and says how it was made; {@code
 * io.telltale.training} makes it.
 */
@NullMarked
package io.telltale.plugins.semanticentropy;

import org.jspecify.annotations.NullMarked;
