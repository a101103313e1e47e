/** Trains the two checkpoints and measures what they know. */
@NullMarked
package io.telltale.almanac.training;

import org.jspecify.annotations.NullMarked;
