package io.telltale.transport.kafka;

import io.telltale.transport.SubscriptionRequest;
import io.telltale.transport.delivery.AssignmentListener;
import io.telltale.transport.delivery.PartitionId;
import io.telltale.transport.delivery.RecordFollower;
import io.telltale.transport.delivery.StoredRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One member of a consumer group. Everything happens in the thread that polls. */
final class KafkaFollower implements RecordFollower, ConsumerRebalanceListener {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaFollower.class);
    private static final Duration COMMIT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration POSITION_TIMEOUT = Duration.ofSeconds(1);

    private final SubscriptionRequest request;
    private final AssignmentListener listener;
    private final RecordMapping mapping;
    private final Consumer<String, byte[]> consumer;
    /** Partitions that were once sought to their beginning. */
    private final Set<TopicPartition> begun = new HashSet<>();
    /** Where a subscription to what is new began. */
    private final Map<TopicPartition, Long> starts = new HashMap<>();

    private final Map<TopicPartition, OffsetAndMetadata> uncommitted = new HashMap<>();
    private boolean assigned;
    private boolean paused;

    KafkaFollower(KafkaSettings settings, SubscriptionRequest request, AssignmentListener listener) {
        this(
                new KafkaConsumer<>(
                        new ClientProperties(settings).follower(request),
                        new StringDeserializer(),
                        new ByteArrayDeserializer()),
                new RecordMapping(settings.topicPrefix()),
                request,
                listener);
    }

    KafkaFollower(
            Consumer<String, byte[]> consumer,
            RecordMapping mapping,
            SubscriptionRequest request,
            AssignmentListener listener) {
        this.request = request;
        this.listener = listener;
        this.mapping = mapping;
        this.consumer = consumer;
        consumer.subscribe(mapping.names(request.topics()), this);
    }

    @Override
    public List<StoredRecord> poll(Duration timeout) {
        List<StoredRecord> records = new ArrayList<>();
        consumer.poll(timeout).forEach(record -> records.add(mapping.stored(record)));
        return records;
    }

    @Override
    public void pause() {
        paused = true;
        consumer.pause(consumer.assignment());
    }

    @Override
    public void resume() {
        if (paused) {
            paused = false;
            consumer.resume(consumer.paused());
        }
    }

    @Override
    public boolean positioned() {
        return assigned
                && consumer.assignment().stream()
                        .allMatch(partition -> position(partition).isPresent());
    }

    @Override
    public boolean atEnd() {
        return positioned()
                && consumer.endOffsets(consumer.assignment(), POSITION_TIMEOUT).entrySet().stream()
                        .allMatch(end -> consumer.position(end.getKey(), POSITION_TIMEOUT) >= end.getValue());
    }

    @Override
    public void commit(Map<PartitionId, Long> offsets) {
        remember(offsets);
        Map<TopicPartition, OffsetAndMetadata> sent = Map.copyOf(uncommitted);
        consumer.commitAsync(sent, (committed, failure) -> {
            if (failure == null) {
                uncommitted.entrySet().removeAll(committed.entrySet());
            }
        });
    }

    @Override
    public void close(Map<PartitionId, Long> offsets) {
        remember(offsets);
        commitNow();
        try {
            consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
        } catch (KafkaException e) {
            LOG.atDebug().addKeyValue("group", request.group()).setCause(e).log("the group could not be left");
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        assigned = true;
        switch (request.startAt()) {
            case EARLIEST -> startAtBeginning(partitions);
            case LATEST -> startAtEnd(partitions);
            case COMMITTED -> {}
        }
        if (paused) {
            consumer.pause(partitions);
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        remember(listener.revoked(mapping.partitions(partitions)));
        commitNow();
        uncommitted.keySet().removeAll(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        listener.revoked(mapping.partitions(partitions));
        uncommitted.keySet().removeAll(partitions);
    }

    private void startAtBeginning(Collection<TopicPartition> partitions) {
        List<TopicPartition> fresh = partitions.stream().filter(begun::add).toList();
        // Without partitions Kafka would take this to mean all that are assigned.
        if (!fresh.isEmpty()) {
            consumer.seekToBeginning(fresh);
        }
    }

    private void startAtEnd(Collection<TopicPartition> partitions) {
        List<TopicPartition> fresh = partitions.stream()
                .filter(partition -> !starts.containsKey(partition))
                .toList();
        // Without partitions Kafka would take this to mean all that are assigned.
        if (!fresh.isEmpty()) {
            consumer.seekToEnd(fresh);
            fresh.forEach(partition -> position(partition).ifPresent(start -> starts.put(partition, start)));
        }
        partitions.forEach(this::goOn);
    }

    /** While nothing newer is committed, Kafka would go on from history that nobody asked for. */
    private void goOn(TopicPartition partition) {
        long start = starts.getOrDefault(partition, 0L);
        if (position(partition).orElse(0) < start) {
            consumer.seek(partition, start);
        }
    }

    private OptionalLong position(TopicPartition partition) {
        try {
            return OptionalLong.of(consumer.position(partition, POSITION_TIMEOUT));
        } catch (TimeoutException e) {
            return OptionalLong.empty();
        }
    }

    private void remember(Map<PartitionId, Long> offsets) {
        offsets.forEach((id, offset) -> uncommitted.put(mapping.topicPartition(id), new OffsetAndMetadata(offset)));
    }

    private void commitNow() {
        if (uncommitted.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(uncommitted, COMMIT_TIMEOUT);
            uncommitted.clear();
        } catch (KafkaException e) {
            LOG.atWarn()
                    .addKeyValue("group", request.group())
                    .log("handled events could not be committed and will come again: {}", e.getMessage());
        }
    }
}
