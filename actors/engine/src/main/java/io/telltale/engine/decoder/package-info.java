/** Composes shards into a whole model that generates text on the calling thread: what a command line needs. */
@NullMarked
package io.telltale.engine.decoder;

import org.jspecify.annotations.NullMarked;
