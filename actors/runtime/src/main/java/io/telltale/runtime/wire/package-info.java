/**
 * Numbers, texts and matrices as bytes, for messages between processes: little-endian, lengths before contents. What is read is
 * checked against the bytes that there are before memory is asked for.
 */
@NullMarked
package io.telltale.runtime.wire;

import org.jspecify.annotations.NullMarked;
