/**
 * Runs a contiguous range of a model's layers, one step of several sequences at a time.
 *
 * <p>A {@link io.telltale.engine.shard.Shard} owns weights and caches; a {@link io.telltale.engine.shard.ShardStep} says
 * what to compute, which activations to read and which to change. The same call prefills a prompt and decodes a token.
 */
@NullMarked
package io.telltale.engine.shard;

import org.jspecify.annotations.NullMarked;
