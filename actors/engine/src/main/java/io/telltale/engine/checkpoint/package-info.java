/**
 * Opens Hugging Face checkpoint folders and checks everything in them before a weight is used.
 *
 * <p>A configuration value or tensor that the engine would not compute with is refused by its name, never passed over.
 */
@NullMarked
package io.telltale.engine.checkpoint;

import org.jspecify.annotations.NullMarked;
