package io.telltale.transport;

import static java.time.temporal.ChronoUnit.MICROS;

import io.telltale.spi.GenerationId;
import java.time.Instant;

/**
 * What the log owes its reader: events that were shed, and why; plugins that were disabled or missed something; records that cannot be read.
 *
 * <p>An entry may arrive twice after the broker failed; equal entries are one.
 *
 * @param sequence index of the sequence, or {@link #WHOLE_GENERATION}
 * @param firstEventNumber of the shed activations, or {@link #NO_EVENT_NUMBER}
 * @param count number of events the entry stands for; of {@link Kind#CAPTURE_SHED}, those numbered from {@code
 *     firstEventNumber} on
 * @param detail for people
 */
public record LedgerEntry(
        GenerationId generation, int sequence, Kind kind, long firstEventNumber, long count, String detail, Instant at)
        implements LogEvent {

    /** The sequence of an entry about a generation as a whole. */
    public static final int WHOLE_GENERATION = -1;

    /** The first event number of an entry that is not about activations. */
    public static final long NO_EVENT_NUMBER = -1;

    /** The generation of an entry that concerns none in particular, or more than can be told apart. */
    public static final GenerationId NO_GENERATION = new GenerationId("none");

    /** What an entry is about. */
    public enum Kind {
        /** Captured activations that were not delivered. */
        CAPTURE_SHED,
        /** Ends of captures that were not delivered. */
        CAPTURE_END_SHED,
        /** Starts, tokens and ends of generations that were not delivered. */
        GENERATION_EVENT_SHED,
        /** Verdicts that were not delivered. */
        VERDICT_SHED,
        /** Requests or outcomes of interventions that were not delivered. */
        INTERVENTION_SHED,
        /** A plugin was switched off. */
        PLUGIN_DISABLED,
        /** A plugin failed and was started again. */
        PLUGIN_RESTARTED,
        /** A plugin did not see events of a sequence that it had asked for. */
        EVENTS_MISSED,
        /** A plugin gave a sequence up because it watched too many at once. */
        SEQUENCE_FORGOTTEN,
        /** A record could not be decoded and was skipped. */
        POISON_RECORD,
        /** Written by a newer version, which knows more kinds. */
        UNKNOWN
    }

    public LedgerEntry {
        if (sequence < WHOLE_GENERATION || count < 0) {
            throw new IllegalArgumentException("not a ledger entry: sequence " + sequence + ", count " + count);
        }
        at = at.truncatedTo(MICROS);
    }

    /** Makes an entry that counts once and concerns no generation. */
    public static LedgerEntry ofNode(Kind kind, String detail, Instant at) {
        return new LedgerEntry(NO_GENERATION, WHOLE_GENERATION, kind, NO_EVENT_NUMBER, 1, detail, at);
    }
}
