/**
 * How many threads libtorch uses.
 *
 * <p>The threads of one operation wait for each other many times per token. If another process takes one of their cores, all
 * of them wait for that core, and a step takes many times as long as with one thread. So the count follows the cores that are
 * free, not those that the machine has.
 */
@NullMarked
package io.telltale.engine.threads;

import org.jspecify.annotations.NullMarked;
