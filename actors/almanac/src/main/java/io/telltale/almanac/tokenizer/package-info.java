/** Byte-level byte-pair encoding: training, encoding and the Hugging Face files that describe it. */
@NullMarked
package io.telltale.almanac.tokenizer;

import org.jspecify.annotations.NullMarked;
