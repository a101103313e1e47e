/**
 * Tells from hidden states whether the model would answer differently if asked again: logistic probes of semantic entropy, one read
 * before the answer begins (at the last prompt token), one when it has ended (at one of its last tokens, or over all of them).
 * Kossen et al., Semantic Entropy Probes, arXiv 2406.15927.
 *
 * <p>Everything learned stands in an artefact, a JSON file that fits one model and says how it was made; {@code
 * io.telltale.training} makes it.
 */
@NullMarked
package io.telltale.plugins.semanticentropy;

import org.jspecify.annotations.NullMarked;
