package io.telltale.transport.memory;

import io.telltale.transport.delivery.OutgoingRecord;
import io.telltale.transport.delivery.PartitionId;
import io.telltale.transport.delivery.StoredRecord;
import java.util.ArrayList;
import java.util.List;

/** The records of one partition, the newest of them: the oldest go when they hold too many bytes. Used under the store's lock. */
final class MemoryPartition {

    private final PartitionId id;
    private final long retainedBytes;
    private final List<StoredRecord> records = new ArrayList<>();
    private long firstOffset;
    private long bytes;

    MemoryPartition(PartitionId id, long retainedBytes) {
        this.id = id;
        this.retainedBytes = retainedBytes;
    }

    void append(OutgoingRecord record) {
        records.add(new StoredRecord(
                id, endOffset(), record.key(), record.payload(), record.headers(), record.recordedAt()));
        bytes += record.payload().size();
        if (bytes > retainedBytes) {
            dropOldest();
        }
    }

    long firstOffset() {
        return firstOffset;
    }

    long endOffset() {
        return firstOffset + records.size();
    }

    /** Returns the records from an offset on, or from the oldest if that one is gone. */
    List<StoredRecord> from(long offset, int limit) {
        int from = (int) (Math.max(offset, firstOffset) - firstOffset);
        int until = Math.min(records.size(), from + limit);
        return from >= until ? List.of() : List.copyOf(records.subList(from, until));
    }

    /** Makes room for a quarter at once, because removing from the front costs. The newest record always stays. */
    private void dropOldest() {
        int drop = 0;
        while (drop < records.size() - 1 && bytes > retainedBytes - retainedBytes / 4) {
            bytes -= records.get(drop).payload().size();
            drop++;
        }
        records.subList(0, drop).clear();
        firstOffset += drop;
    }
}
