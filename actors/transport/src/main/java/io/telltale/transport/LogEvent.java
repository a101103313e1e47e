package io.telltale.transport;

import io.telltale.spi.GenerationId;
import java.time.Instant;

/** A fact about a generation, as it stands on the log. Times are kept to the microsecond. */
public sealed interface LogEvent
        permits GenerationStarted,
                TokenSampled,
                GenerationEnded,
                ActivationsCaptured,
                CaptureEnded,
                VerdictIssued,
                InterventionRequested,
                InterventionDecided,
                LedgerEntry {

    /** Returns the generation that the event belongs to; it is the key of the record. */
    GenerationId generation();

    /** Returns when it happened. */
    Instant at();
}
