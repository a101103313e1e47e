package io.telltale.transport.delivery;

import io.telltale.transport.SampleEvents;
import io.telltale.transport.SubscriptionRequest;
import io.telltale.transport.Topic;
import io.telltale.transport.avro.EventCodec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** A store with one partition whose follower does at each poll what the test wrote down. */
final class ScriptedStore implements RecordStore {

    static final PartitionId PARTITION = new PartitionId(Topic.ACTIVATIONS, 0);

    private static final long PATIENCE_SECONDS = 120;

    /** What happens at one poll. */
    @FunctionalInterface
    interface Poll {
        List<StoredRecord> happen(AssignmentListener listener);
    }

    private final EventCodec codec = new EventCodec();
    private final Queue<Poll> script = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<Map<PartitionId, Long>> commits = new LinkedBlockingQueue<>();
    private volatile boolean paused;

    void then(Poll poll) {
        script.add(poll);
    }

    /** Returns the records of some offsets; each holds the activations of that number. */
    List<StoredRecord> records(long from, long until) {
        return LongStream.range(from, until).mapToObj(this::record).toList();
    }

    /** Waits for the next commit of the partition. */
    long nextCommit() {
        try {
            Map<PartitionId, Long> offsets = commits.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (offsets == null) {
                throw new AssertionError("nothing was committed");
            }
            return offsets.getOrDefault(PARTITION, -1L);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    boolean isPaused() {
        return paused;
    }

    @Override
    public RecordFollower follow(SubscriptionRequest request, AssignmentListener listener) {
        return new RecordFollower() {
            @Override
            public List<StoredRecord> poll(Duration timeout) {
                if (paused) {
                    return List.of();
                }
                Poll next = script.poll();
                return next == null ? List.of() : next.happen(listener);
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
                return true;
            }

            @Override
            public boolean atEnd() {
                return script.isEmpty();
            }

            @Override
            public void commit(Map<PartitionId, Long> offsets) {
                commits.add(Map.copyOf(offsets));
            }

            @Override
            public void close(Map<PartitionId, Long> offsets) {
                commits.add(Map.copyOf(offsets));
            }
        };
    }

    @Override
    public void append(OutgoingRecord record, Acknowledgement acknowledgement) {
        acknowledgement.stored();
    }

    @Override
    public Stream<StoredRecord> read(Set<Topic> topics) {
        return Stream.empty();
    }

    @Override
    public void close(Duration timeout) {}

    private StoredRecord record(long offset) {
        return new StoredRecord(
                PARTITION,
                offset,
                SampleEvents.GENERATION.value(),
                codec.encode(SampleEvents.activations(offset)),
                Map.of(),
                SampleEvents.AT);
    }
}
