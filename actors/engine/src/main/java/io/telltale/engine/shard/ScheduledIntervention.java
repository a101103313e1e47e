package io.telltale.engine.shard;

import io.telltale.spi.Intervention;
import io.telltale.spi.InterventionWindow;

/**
 * A change and the positions of the sequence at which it holds; a step applies it to those that it computes.
 *
 * <p>Additions and ablations change activations. {@code StopGeneration} changes none: a shard passes it over, ending the
 * sequence is up to whoever runs the steps.
 */
public record ScheduledIntervention(Intervention intervention, InterventionWindow window) {}
