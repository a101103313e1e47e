package io.telltale.transport;

import static java.time.temporal.ChronoUnit.MICROS;

import io.telltale.spi.GenerationId;
import io.telltale.spi.TokenIds;
import java.time.Instant;

/**
 * A generation began.
 *
 * @param sequences number of token sequences it makes
 * @param prompt tokens of the prompt, the same for every sequence
 */
public record GenerationStarted(
        GenerationId generation,
        int sequences,
        String modelName,
        String modelDigest,
        TokenIds prompt,
        SamplingSummary sampling,
        Instant at)
        implements LogEvent {

    /**
     * How tokens are chosen.
     *
     * @param temperature 0 is greedy
     * @param topP mass of the nucleus, 1 for all
     * @param maxNewTokens upper bound of tokens generated per sequence
     */
    public record SamplingSummary(double temperature, double topP, long seed, int maxNewTokens) {}

    public GenerationStarted {
        if (sequences < 1) {
            throw new IllegalArgumentException("a generation makes at least one sequence, not " + sequences);
        }
        at = at.truncatedTo(MICROS);
    }
}
