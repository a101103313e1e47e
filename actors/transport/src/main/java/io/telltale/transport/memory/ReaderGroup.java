package io.telltale.transport.memory;

import io.telltale.transport.delivery.PartitionId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Readers that share partitions, and how far they have come. Used under the store's lock.
 *
 * <p>A partition changes hands only after its owner has let go of it.
 */
final class ReaderGroup {

    private final List<InMemoryFollower> members = new ArrayList<>();
    private final Map<PartitionId, InMemoryFollower> owners = new HashMap<>();
    private final Map<PartitionId, Long> committed = new HashMap<>();

    void join(InMemoryFollower member) {
        members.add(member);
    }

    void leave(InMemoryFollower member) {
        members.remove(member);
        owners.values().removeIf(member::equals);
    }

    /** Returns the partitions that a member is to have among those of its topics: every n-th. */
    Set<PartitionId> share(InMemoryFollower member, List<PartitionId> partitions) {
        int index = members.indexOf(member);
        Set<PartitionId> share = new LinkedHashSet<>();
        for (PartitionId id : partitions) {
            if (index >= 0 && id.partition() % members.size() == index) {
                share.add(id);
            }
        }
        return share;
    }

    /** Makes a member the owner of a partition unless it has another owner; returns whether it did. */
    boolean claim(InMemoryFollower member, PartitionId id) {
        return owners.putIfAbsent(id, member) == null;
    }

    void release(PartitionId id) {
        owners.remove(id);
    }

    void commit(Map<PartitionId, Long> offsets) {
        committed.putAll(offsets);
    }

    Optional<Long> committed(PartitionId id) {
        return Optional.ofNullable(committed.get(id));
    }
}
