/** Chooses the next token from the scores that a model gives to every token. */
@NullMarked
package io.telltale.engine.sampling;

import org.jspecify.annotations.NullMarked;
