/**
 * Runs decoder-only transformers: an ordinary Hugging Face checkpoint goes in, tokens and activations come out.
 *
 * <p>{@link io.telltale.engine.checkpoint.Checkpoint} opens a folder, {@link io.telltale.engine.shard.Shard} runs a range
 * of its layers step by step, {@link io.telltale.engine.decoder.DecoderModel} composes shards into a model without actors.
 * This package holds what all of them share. No native array leaves the module: callers see the vocabulary of
 * {@code io.telltale.spi}.
 */
@NullMarked
package io.telltale.engine;

import org.jspecify.annotations.NullMarked;
