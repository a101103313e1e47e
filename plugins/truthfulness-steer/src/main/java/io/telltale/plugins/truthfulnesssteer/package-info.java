/**
 * Steers an answer back to the truth: reads how truthful the model is being from the residual stream, token by token, and adds
 * the direction of truth in a later layer for as long as it is not.
 *
 * <p>Everything learned stands in an artefact, a JSON file that fits one model and says how it was made; {@code
 * io.telltale.training} makes it. The layer that is read lies below the layers that are steered, so steering does not hide what
 * is read.
 */
@NullMarked
package io.telltale.plugins.truthfulnesssteer;

import org.jspecify.annotations.NullMarked;
