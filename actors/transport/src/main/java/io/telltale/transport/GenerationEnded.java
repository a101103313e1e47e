package io.telltale.transport;

import static java.time.temporal.ChronoUnit.MICROS;

import io.telltale.spi.GenerationId;
import java.time.Instant;

/**
 * A generation is over: nothing but late outcomes follows.
 *
 * @param generatedTokens of all its sequences together
 * @param detail for people; empty when there is nothing to add
 */
public record GenerationEnded(
        GenerationId generation, FinishReason reason, int promptTokens, int generatedTokens, String detail, Instant at)
        implements LogEvent {

    public GenerationEnded {
        if (promptTokens < 0 || generatedTokens < 0) {
            throw new IllegalArgumentException(
                    "token counts must not be negative: " + promptTokens + ", " + generatedTokens);
        }
        at = at.truncatedTo(MICROS);
    }
}
