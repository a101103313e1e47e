/** Turns what people write into the tokens of a model. */
@NullMarked
package io.telltale.node.prompt;

import org.jspecify.annotations.NullMarked;
