package io.telltale.transport.memory;

import io.telltale.transport.SubscriptionRequest;
import io.telltale.transport.Topic;
import io.telltale.transport.delivery.AssignmentListener;
import io.telltale.transport.delivery.OutgoingRecord;
import io.telltale.transport.delivery.PartitionId;
import io.telltale.transport.delivery.RecordFollower;
import io.telltale.transport.delivery.RecordStore;
import io.telltale.transport.delivery.StoredRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Partitioned topics in memory, with groups of readers. One lock guards everything; readers wait on it for news. */
final class InMemoryStore implements RecordStore {

    private final int partitions;
    private final Map<PartitionId, MemoryPartition> byId = new LinkedHashMap<>();
    private final Map<String, ReaderGroup> groups = new HashMap<>();

    InMemoryStore(int partitions, long retainedBytes) {
        this.partitions = partitions;
        for (Topic topic : Topic.values()) {
            for (int i = 0; i < partitions; i++) {
                PartitionId id = new PartitionId(topic, i);
                byId.put(id, new MemoryPartition(id, retainedBytes));
            }
        }
    }

    @Override
    public void append(OutgoingRecord record, Acknowledgement acknowledgement) {
        int partition = Math.floorMod(record.key().hashCode(), partitions);
        synchronized (this) {
            partition(new PartitionId(record.topic(), partition)).append(record);
            notifyAll();
        }
        acknowledgement.stored();
    }

    @Override
    public synchronized RecordFollower follow(SubscriptionRequest request, AssignmentListener listener) {
        ReaderGroup group = groups.computeIfAbsent(request.group(), name -> new ReaderGroup());
        InMemoryFollower follower = new InMemoryFollower(this, group, request, listener);
        group.join(follower);
        notifyAll();
        return follower;
    }

    @Override
    public synchronized Stream<StoredRecord> read(Set<Topic> topics) {
        return partitionsOf(topics).stream().map(id -> partition(id).from(0, Integer.MAX_VALUE)).toList().stream()
                .flatMap(List::stream);
    }

    @Override
    public void close(Duration timeout) {
        // Memory needs no closing, and every record is stored as soon as it is appended.
    }

    MemoryPartition partition(PartitionId id) {
        MemoryPartition partition = byId.get(id);
        if (partition == null) {
            throw new IllegalArgumentException("no such partition: " + id);
        }
        return partition;
    }

    /** Returns the partitions of topics, in the order of the topics. */
    List<PartitionId> partitionsOf(Set<Topic> topics) {
        List<PartitionId> ids = new ArrayList<>(byId.keySet());
        ids.removeIf(id -> !topics.contains(id.topic()));
        return ids;
    }
}
