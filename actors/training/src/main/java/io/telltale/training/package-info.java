/**
 * Learns what plugins read: directions, probes and their calibration, from captured activations.
 *
 * <p>The mathematics knows no model; {@code io.telltale.training.recipe} puts it together for one.
 */
@NullMarked
package io.telltale.training;

import org.jspecify.annotations.NullMarked;
