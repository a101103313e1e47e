package io.telltale.transport.delivery;

import io.telltale.spi.GenerationId;
import io.telltale.transport.LedgerEntry;
import io.telltale.transport.LedgerEntry.Kind;
import io.telltale.transport.RecordedEvent;
import io.telltale.transport.TransportException;
import io.telltale.transport.avro.EventCodec;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decodes stored records, and reports those that cannot be. */
final class RecordReading {

    private static final Logger LOG = LoggerFactory.getLogger(RecordReading.class);

    private final EventCodec codec;
    private final InstantSource clock;
    private final Consumer<LedgerEntry> ledger;

    RecordReading(EventCodec codec, InstantSource clock, Consumer<LedgerEntry> ledger) {
        this.codec = codec;
        this.clock = clock;
        this.ledger = ledger;
    }

    /**
     * Returns the event of a record.
     *
     * @throws TransportException if it cannot be decoded
     */
    RecordedEvent event(StoredRecord record) {
        return new RecordedEvent(
                codec.decode(record.payload()),
                record.partition().topic(),
                record.partition().partition(),
                record.offset(),
                record.headers(),
                record.recordedAt());
    }

    /** Returns the event of a record, or reports in the application log that there is none. */
    Optional<RecordedEvent> eventIfReadable(StoredRecord record) {
        try {
            return Optional.of(event(record));
        } catch (TransportException e) {
            LOG.atWarn().addKeyValue("record", place(record)).log(e.getMessage());
            return Optional.empty();
        }
    }

    /** Puts a record that cannot be decoded on the ledger. */
    void reportPoison(StoredRecord record, TransportException failure) {
        String detail = place(record) + ": " + failure.getMessage();
        LOG.atWarn().addKeyValue("record", place(record)).log(failure.getMessage());
        GenerationId generation = record.key().isBlank() ? LedgerEntry.NO_GENERATION : new GenerationId(record.key());
        ledger.accept(new LedgerEntry(
                generation,
                LedgerEntry.WHOLE_GENERATION,
                Kind.POISON_RECORD,
                LedgerEntry.NO_EVENT_NUMBER,
                1,
                detail,
                clock.instant()));
    }

    private static String place(StoredRecord record) {
        return record.partition().topic().suffix() + "-" + record.partition().partition() + " at offset "
                + record.offset();
    }
}
