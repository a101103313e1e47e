/**
 * The Pekko actors of the loop: a {@link io.telltale.runtime.GenerationCoordinator} per request drives the {@link
 * io.telltale.runtime.ShardWorker}s, the {@link io.telltale.runtime.ActivationPublisher} puts on the log what they captured, one
 * {@link io.telltale.runtime.PluginWorker} per plugin reads it from there, and the {@link io.telltale.runtime.InterventionGate}
 * brings back what the plugins want changed. {@link io.telltale.runtime.TelltaleRuntime} is the door; no caller meets an actor.
 */
@NullMarked
package io.telltale.runtime;

import org.jspecify.annotations.NullMarked;
