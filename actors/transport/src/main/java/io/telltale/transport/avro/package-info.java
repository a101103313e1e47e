/** Turns events into bytes and back: Avro's single-object encoding, by the schemas of {@code io.telltale.schemas}. */
@NullMarked
package io.telltale.transport.avro;

import org.jspecify.annotations.NullMarked;
