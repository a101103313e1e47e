package io.telltale.transport.avro;

import io.telltale.schemas.LedgerKind;
import io.telltale.spi.GenerationId;
import io.telltale.transport.LedgerEntry;

/** Maps the event of {@code telltale.ledger} to its Avro record and back. */
final class LedgerRecords {

    private LedgerRecords() {}

    static io.telltale.schemas.LedgerEntry write(LedgerEntry entry) {
        return io.telltale.schemas.LedgerEntry.newBuilder()
                .setGeneration(entry.generation().value())
                .setSequence(entry.sequence())
                .setKind(LedgerKind.valueOf(entry.kind().name()))
                .setFirstEventNumber(entry.firstEventNumber())
                .setCount(entry.count())
                .setDetail(entry.detail())
                .setAt(entry.at())
                .build();
    }

    static LedgerEntry read(io.telltale.schemas.LedgerEntry record) {
        return new LedgerEntry(
                new GenerationId(record.getGeneration()),
                record.getSequence(),
                LedgerEntry.Kind.valueOf(record.getKind().name()),
                record.getFirstEventNumber(),
                record.getCount(),
                record.getDetail(),
                record.getAt());
    }
}
