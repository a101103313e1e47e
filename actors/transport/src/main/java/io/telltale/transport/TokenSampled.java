package io.telltale.transport;

import static java.time.temporal.ChronoUnit.MICROS;

import io.telltale.spi.GenerationId;
import io.telltale.spi.SequenceId;
import java.time.Instant;

/**
 * A token was chosen.
 *
 * @param position of the token in its sequence, prompt included
 * @param text what the token adds to the answer; empty while a character is incomplete
 * @param logProbability of the token before sampling was shaped; in nats
 */
public record TokenSampled(
        SequenceId sequence, int position, int tokenId, String text, double logProbability, Instant at)
        implements LogEvent {

    public TokenSampled {
        if (position < 0) {
            throw new IllegalArgumentException("position must not be negative: " + position);
        }
        at = at.truncatedTo(MICROS);
    }

    @Override
    public GenerationId generation() {
        return sequence.generation();
    }
}
