/**
 * Steers an answer back to the truth: reads how truthful the model is being from the residual stream, token by token, and puts
 * an honest state of mind in the place of a deceitful one at a later site for as long as it is not.
 *
 * <p>Everything learned stands in an artefact, a JSON file that fits one model and says how it was made; {@code
 * io.telltale.training} makes it. The site that is read lies below the sites that are steered, so steering does not hide what
 * is read.
 */
@NullMarked
package io.telltale.plugins.truthfulnesssteer;

import org.jspecify.annotations.NullMarked;
