/** The log within this process: for tests, for replay and for running without a broker. */
@NullMarked
package io.telltale.transport.memory;

import org.jspecify.annotations.NullMarked;
