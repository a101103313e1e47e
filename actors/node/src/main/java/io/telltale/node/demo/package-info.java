/**
 * {@code telltale demo}: the whole loop on the shipped model, first a few questions to watch, then many to count.
 *
 * <p>{@link io.telltale.node.demo.Demo} is the plot; every figure of the summary has a class of its own.
 */
@NullMarked
package io.telltale.node.demo;

import org.jspecify.annotations.NullMarked;
