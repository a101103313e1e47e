package io.telltale.transport.delivery;

import java.util.Map;
import java.util.Set;

/** Hears of partitions that go to another reader; called by the thread that polls, within the poll. */
public interface AssignmentListener {

    /** Forgets the partitions and returns what is still to be committed for them: the offset to go on from, by partition. */
    Map<PartitionId, Long> revoked(Set<PartitionId> partitions);
}
