package io.telltale.transport;

import static java.time.temporal.ChronoUnit.MICROS;

import io.telltale.spi.GenerationId;
import io.telltale.spi.InterventionOutcome;
import io.telltale.spi.PluginId;
import io.telltale.spi.SequenceId;
import java.time.Instant;

/**
 * An intervention met its outcome; every requested one has exactly one.
 *
 * @param lagTokens distance from the position it was decided on to the first that it could change when it came; 0 if its
 *     sequence never got to see it
 * @param lagMillis time from the capture of the activations that it was decided on to its arrival
 */
public record InterventionDecided(
        InterventionId id,
        PluginId plugin,
        SequenceId sequence,
        InterventionOutcome outcome,
        int lagTokens,
        double lagMillis,
        Instant at)
        implements LogEvent {

    public InterventionDecided {
        at = at.truncatedTo(MICROS);
    }

    @Override
    public GenerationId generation() {
        return sequence.generation();
    }
}
