package io.telltale.transport.kafka;

import io.telltale.transport.Topic;
import io.telltale.transport.TransportException;
import io.telltale.transport.TransportException.Code;
import io.telltale.transport.delivery.StoredRecord;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads topics once, from their beginnings to the ends they had when it was opened; belongs to no group. */
final class KafkaReading extends AbstractSpliterator<StoredRecord> {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final int MAX_EMPTY_POLLS = 300;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final String bootstrapServers;
    private final RecordMapping mapping;
    private final Consumer<String, byte[]> consumer;
    private final Map<TopicPartition, Long> ends;
    private final Deque<StoredRecord> fetched = new ArrayDeque<>();
    private int emptyPolls;

    private KafkaReading(KafkaSettings settings, Consumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
        super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
        this.bootstrapServers = settings.bootstrapServers();
        this.mapping = new RecordMapping(settings.topicPrefix());
        this.consumer = consumer;
        this.ends = ends;
    }

    static Stream<StoredRecord> open(KafkaSettings settings, Set<Topic> topics) {
        Consumer<String, byte[]> consumer = new KafkaConsumer<>(
                new ClientProperties(settings).consumer(), new StringDeserializer(), new ByteArrayDeserializer());
        try {
            List<TopicPartition> partitions = new RecordMapping(settings.topicPrefix())
                    .names(topics).stream()
                            .flatMap(name -> consumer.partitionsFor(name).stream())
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var reading = new KafkaReading(settings, consumer, consumer.endOffsets(partitions));
            return StreamSupport.stream(reading, false).onClose(reading::close);
        } catch (KafkaException e) {
            consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
            throw failed(settings.bootstrapServers(), e);
        }
    }

    @Override
    public boolean tryAdvance(java.util.function.Consumer<? super StoredRecord> action) {
        while (true) {
            while (!fetched.isEmpty()) {
                StoredRecord record = fetched.removeFirst();
                if (record.offset() < end(record)) {
                    action.accept(record);
                    return true;
                }
            }
            if (!fetch()) {
                return false;
            }
        }
    }

    /** Returns whether there may be more. */
    private boolean fetch() {
        try {
            if (atEnd()) {
                return false;
            }
            consumer.poll(POLL).forEach(record -> fetched.add(mapping.stored(record)));
        } catch (KafkaException e) {
            throw failed(bootstrapServers, e);
        }
        emptyPolls = fetched.isEmpty() ? emptyPolls + 1 : 0;
        if (emptyPolls > MAX_EMPTY_POLLS) {
            throw new TransportException(
                    Code.UNREACHABLE, "Kafka at " + bootstrapServers + " stopped answering while it was read");
        }
        return true;
    }

    private long end(StoredRecord record) {
        return ends.getOrDefault(mapping.topicPartition(record.partition()), 0L);
    }

    private boolean atEnd() {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private void close() {
        consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
    }

    private static TransportException failed(String bootstrapServers, KafkaException e) {
        return new TransportException(
                Code.UNREACHABLE, "Kafka at " + bootstrapServers + " cannot be read: " + e.getMessage(), e);
    }
}
