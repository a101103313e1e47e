/**
 * The Almanac: an invented world whose every fact, and how often a model has read it, is known.
 *
 * <p>{@link io.telltale.almanac.World} holds the facts, {@link io.telltale.almanac.QuestionSet} asks about them,
 * {@link io.telltale.almanac.Grader} judges answers and {@link io.telltale.almanac.ShippedModel} hands out the two
 * checkpoints that were trained on the world. Everything follows from one seed.
 */
@NullMarked
package io.telltale.almanac;

import org.jspecify.annotations.NullMarked;
