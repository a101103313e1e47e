package io.telltale.transport;

import static java.time.temporal.ChronoUnit.MICROS;

import io.telltale.spi.GenerationId;
import io.telltale.spi.SequenceInfo;
import java.time.Instant;

/**
 * A sequence has no more activations. It travels behind them, on their topic and with their key.
 *
 * @param events number of steps captured, shed ones included: the last event number plus one
 */
public record CaptureEnded(SequenceInfo sequence, long events, Instant at) implements LogEvent {

    public CaptureEnded {
        if (events < 0) {
            throw new IllegalArgumentException("the number of events must not be negative: " + events);
        }
        at = at.truncatedTo(MICROS);
    }

    @Override
    public GenerationId generation() {
        return sequence.id().generation();
    }
}
