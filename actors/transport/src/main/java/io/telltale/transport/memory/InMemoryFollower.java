package io.telltale.transport.memory;

import io.telltale.transport.SubscriptionRequest;
import io.telltale.transport.delivery.AssignmentListener;
import io.telltale.transport.delivery.PartitionId;
import io.telltale.transport.delivery.RecordFollower;
import io.telltale.transport.delivery.StoredRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One member of a group of readers. Its state is guarded by the store's lock. */
final class InMemoryFollower implements RecordFollower {

    private static final int RECORDS_PER_PARTITION = 64;

    private final InMemoryStore store;
    private final ReaderGroup group;
    private final SubscriptionRequest request;
    private final AssignmentListener listener;
    private final Map<PartitionId, Long> positions = new HashMap<>();
    private final Map<PartitionId, Long> starts = new HashMap<>();
    private boolean paused;
    private boolean positioned;

    InMemoryFollower(InMemoryStore store, ReaderGroup group, SubscriptionRequest request, AssignmentListener listener) {
        this.store = store;
        this.group = group;
        this.request = request;
        this.listener = listener;
    }

    @Override
    public List<StoredRecord> poll(Duration timeout) {
        synchronized (store) {
            takeShare();
            List<StoredRecord> records = next();
            if (records.isEmpty() && timeout.isPositive()) {
                await(timeout);
                records = next();
            }
            return records;
        }
    }

    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        paused = false;
    }

    @Override
    public boolean positioned() {
        return positioned;
    }

    @Override
    public boolean atEnd() {
        synchronized (store) {
            return positioned
                    && positions.entrySet().stream()
                            .allMatch(position -> position.getValue()
                                    >= store.partition(position.getKey()).endOffset());
        }
    }

    @Override
    public void commit(Map<PartitionId, Long> offsets) {
        synchronized (store) {
            group.commit(offsets);
        }
    }

    @Override
    public void close(Map<PartitionId, Long> offsets) {
        synchronized (store) {
            group.commit(offsets);
            group.leave(this);
            store.notifyAll();
        }
    }

    private void takeShare() {
        Set<PartitionId> share = group.share(this, store.partitionsOf(request.topics()));
        Set<PartitionId> surplus = new HashSet<>(positions.keySet());
        surplus.removeAll(share);
        if (!surplus.isEmpty()) {
            group.commit(listener.revoked(surplus));
            positions.keySet().removeAll(surplus);
            surplus.forEach(group::release);
            store.notifyAll();
        }
        for (PartitionId id : share) {
            if (group.claim(this, id)) {
                positions.put(id, position(id));
            }
        }
        positioned = positions.keySet().equals(share);
    }

    /** The request says where to start a partition that is new to this subscription; one that comes back goes on. */
    private long position(PartitionId id) {
        Long before = starts.putIfAbsent(id, start(id));
        return before == null
                ? starts.get(id)
                : Math.max(before, group.committed(id).orElse(before));
    }

    private long start(PartitionId id) {
        long first = store.partition(id).firstOffset();
        return switch (request.startAt()) {
            case EARLIEST -> first;
            case LATEST -> store.partition(id).endOffset();
            case COMMITTED -> group.committed(id).orElse(first);
        };
    }

    private List<StoredRecord> next() {
        List<StoredRecord> records = new ArrayList<>();
        if (paused) {
            return records;
        }
        positions.replaceAll((id, position) -> {
            List<StoredRecord> more = store.partition(id).from(position, RECORDS_PER_PARTITION);
            records.addAll(more);
            return more.isEmpty() ? position : more.getLast().offset() + 1;
        });
        return records;
    }

    private void await(Duration timeout) {
        try {
            store.wait(timeout.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
