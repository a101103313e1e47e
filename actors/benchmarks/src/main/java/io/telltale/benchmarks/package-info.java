/**
 * Measures what the design promises.
 *
 * <p>Every figure is a ratio to a peer or a limit that is measured in the same run on the same machine: rates of different days or
 * machines say nothing about each other. Contenders take turns in rounds, in rotating order, so that whatever else the machine
 * does falls on all of them; the first round warms up and is dropped; medians are reported, with the extremes beside them.
 */
@NullMarked
package io.telltale.benchmarks;

import org.jspecify.annotations.NullMarked;
