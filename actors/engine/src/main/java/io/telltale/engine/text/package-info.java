/** Turns text into token ids and back, and conversations into text. */
@NullMarked
package io.telltale.engine.text;

import org.jspecify.annotations.NullMarked;
