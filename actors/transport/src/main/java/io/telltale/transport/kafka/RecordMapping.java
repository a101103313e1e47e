package io.telltale.transport.kafka;

import io.telltale.transport.Topic;
import io.telltale.transport.avro.Payload;
import io.telltale.transport.delivery.PartitionId;
import io.telltale.transport.delivery.StoredRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/** Translates between Kafka's words and ours. */
final class RecordMapping {

    private static final byte[] NOTHING = {};

    private final String prefix;
    private final Map<String, Topic> topics = new HashMap<>();

    RecordMapping(String prefix) {
        this.prefix = prefix;
        for (Topic topic : Topic.values()) {
            topics.put(topic.name(prefix), topic);
        }
    }

    String name(Topic topic) {
        return topic.name(prefix);
    }

    Set<String> names(Set<Topic> some) {
        Set<String> names = new LinkedHashSet<>();
        some.forEach(topic -> names.add(name(topic)));
        return names;
    }

    PartitionId partition(TopicPartition partition) {
        Topic topic = topics.get(partition.topic());
        if (topic == null) {
            throw new IllegalArgumentException("not a topic of this log: " + partition.topic());
        }
        return new PartitionId(topic, partition.partition());
    }

    Set<PartitionId> partitions(Collection<TopicPartition> some) {
        Set<PartitionId> ids = new LinkedHashSet<>();
        some.forEach(partition -> ids.add(partition(partition)));
        return ids;
    }

    TopicPartition topicPartition(PartitionId id) {
        return new TopicPartition(name(id.topic()), id.partition());
    }

    /** Keys, values and headers may be missing on Kafka; here they are empty then. */
    StoredRecord stored(ConsumerRecord<String, byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : record.headers()) {
            byte[] value = Objects.requireNonNullElse(header.value(), NOTHING);
            headers.put(header.key(), new String(value, StandardCharsets.UTF_8));
        }
        return new StoredRecord(
                partition(new TopicPartition(record.topic(), record.partition())),
                record.offset(),
                Objects.requireNonNullElse(record.key(), ""),
                Payload.owning(Objects.requireNonNullElse(record.value(), NOTHING)),
                headers,
                Instant.ofEpochMilli(record.timestamp()));
    }
}
