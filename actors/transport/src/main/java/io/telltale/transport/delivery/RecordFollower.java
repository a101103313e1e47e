package io.telltale.transport.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Reads the partitions that its group gives it; used by one thread. */
public interface RecordFollower {

    /**
     * Returns the next records, at once if there are any, else after the time at most.
     *
     * @throws RuntimeException if the store cannot be read now; the next call may succeed
     */
    List<StoredRecord> poll(Duration timeout);

    /** Makes polls return nothing until resumed; they still keep the group's membership alive. */
    void pause();

    /** Ends the pause. */
    void resume();

    /** Returns whether partitions are assigned and their positions fixed. */
    boolean positioned();

    /**
     * Returns whether everything that its partitions hold now has been polled.
     *
     * @throws RuntimeException if the store cannot be asked now; the next call may succeed
     */
    boolean atEnd();

    /** Notes, without waiting, the offsets to go on from; a failed commit is made good by a later one. */
    void commit(Map<PartitionId, Long> offsets);

    /** Commits the offsets, leaves the group and releases everything, within a bounded time. */
    void close(Map<PartitionId, Long> offsets);
}
