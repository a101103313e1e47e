package io.telltale.transport;

import static java.time.temporal.ChronoUnit.MICROS;

import io.telltale.spi.GenerationId;
import io.telltale.spi.PluginId;
import io.telltale.spi.SequenceId;
import io.telltale.spi.Verdict;
import java.time.Instant;

/**
 * A plugin came to a verdict.
 *
 * @param eventNumber of the activations that it judged last
 */
public record VerdictIssued(PluginId plugin, SequenceId sequence, long eventNumber, Verdict verdict, Instant at)
        implements LogEvent {

    public VerdictIssued {
        at = at.truncatedTo(MICROS);
    }

    @Override
    public GenerationId generation() {
        return sequence.generation();
    }
}
