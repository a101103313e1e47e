/**
 * Engines that can be told to do the same work: Telltale's own and others, each in a process of its own.
 *
 * <p>Every contender loads the same checkpoint once and computes only when it is asked, so a benchmark can let them take turns.
 */
@NullMarked
package io.telltale.benchmarks.contender;

import org.jspecify.annotations.NullMarked;
