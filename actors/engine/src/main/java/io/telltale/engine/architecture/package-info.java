/**
 * What the engine knows about model architectures: how each is configured and which weights it stores.
 *
 * <p>One class an {@link io.telltale.engine.architecture.Architecture} reads its configuration into a
 * {@link io.telltale.engine.architecture.ModelConfig}, in which all of them are described alike. What a block computes
 * stands beside it as TorchScript text of the same name. A value that would change the computation in a way that the text
 * does not know is refused by name.
 */
@NullMarked
package io.telltale.engine.architecture;

import org.jspecify.annotations.NullMarked;
