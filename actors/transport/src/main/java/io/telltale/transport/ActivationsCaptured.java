package io.telltale.transport;

import static java.time.temporal.ChronoUnit.MICROS;

import io.telltale.spi.Activations;
import io.telltale.spi.Float16;
import io.telltale.spi.GenerationId;
import io.telltale.spi.Precision;
import java.time.Instant;

/**
 * One step of one sequence was captured.
 *
 * <p>With {@link Precision#FLOAT16} what arrives are the values as {@link Float16} rounds them.
 *
 * @param precision the number format in which the values travel; an event without sites has none, and says {@code FLOAT16}
 */
public record ActivationsCaptured(Activations activations, Precision precision, Instant at) implements LogEvent {

    public ActivationsCaptured {
        if (activations.sites().isEmpty()) {
            precision = Precision.FLOAT16;
        }
        at = at.truncatedTo(MICROS);
    }

    @Override
    public GenerationId generation() {
        return activations.sequence().id().generation();
    }
}
