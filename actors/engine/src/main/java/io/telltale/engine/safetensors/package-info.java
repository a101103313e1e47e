/**
 * Reads and writes the safetensors format: a JSON header that names tensors, then their bytes.
 *
 * <p>A file is believed only after its header has been checked against its length: every tensor lies inside the file,
 * next to its neighbour, and is as long as its shape and format say.
 */
@NullMarked
package io.telltale.engine.safetensors;

import org.jspecify.annotations.NullMarked;
