package io.telltale.transport;

import static java.time.temporal.ChronoUnit.MICROS;

import io.telltale.spi.GenerationId;
import io.telltale.spi.PluginId;
import io.telltale.spi.ProposedIntervention;
import io.telltale.spi.SequenceId;
import java.time.Instant;

/**
 * A plugin asked for an intervention.
 *
 * @param decidedAt last position that the plugin had seen when it asked
 */
public record InterventionRequested(
        InterventionId id,
        PluginId plugin,
        SequenceId sequence,
        ProposedIntervention proposal,
        int decidedAt,
        Instant at)
        implements LogEvent {

    public InterventionRequested {
        at = at.truncatedTo(MICROS);
    }

    @Override
    public GenerationId generation() {
        return sequence.generation();
    }
}
