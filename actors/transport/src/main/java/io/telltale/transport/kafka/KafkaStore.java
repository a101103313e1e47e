package io.telltale.transport.kafka;

import io.telltale.transport.SubscriptionRequest;
import io.telltale.transport.Topic;
import io.telltale.transport.delivery.AssignmentListener;
import io.telltale.transport.delivery.OutgoingRecord;
import io.telltale.transport.delivery.RecordFollower;
import io.telltale.transport.delivery.RecordStore;
import io.telltale.transport.delivery.ShedReason;
import io.telltale.transport.delivery.StoredRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Records on Kafka.
 *
 * <p>The producer itself tries again until the delivery timeout, and being idempotent never stores a record twice; we never send
 * one again.
 */
final class KafkaStore implements RecordStore {

    private final KafkaSettings settings;
    private final ClientProperties properties;
    private final RecordMapping mapping;
    private final Producer<String, byte[]> producer;

    KafkaStore(KafkaSettings settings) {
        this.settings = settings;
        this.properties = new ClientProperties(settings);
        this.mapping = new RecordMapping(settings.topicPrefix());
        this.producer = new KafkaProducer<>(properties.producer(), new StringSerializer(), new ByteArraySerializer());
    }

    @Override
    public void append(OutgoingRecord record, Acknowledgement acknowledgement) {
        Future<RecordMetadata> unused = producer.send(producerRecord(record), (metadata, failure) -> {
            if (failure == null) {
                acknowledgement.stored();
            } else {
                acknowledgement.failed(reason(failure), String.valueOf(failure.getMessage()));
            }
        });
    }

    @Override
    public RecordFollower follow(SubscriptionRequest request, AssignmentListener listener) {
        return new KafkaFollower(settings, request, listener);
    }

    @Override
    public Stream<StoredRecord> read(Set<Topic> topics) {
        return KafkaReading.open(settings, topics);
    }

    @Override
    public void close(Duration timeout) {
        producer.close(timeout);
    }

    private ProducerRecord<String, byte[]> producerRecord(OutgoingRecord record) {
        var kafkaRecord = new ProducerRecord<>(
                mapping.name(record.topic()),
                null,
                record.recordedAt().toEpochMilli(),
                record.key(),
                record.payload().bytes());
        record.headers()
                .forEach((name, value) -> kafkaRecord.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return kafkaRecord;
    }

    private static ShedReason reason(Exception failure) {
        boolean refused = failure instanceof RecordTooLargeException
                || failure instanceof RecordBatchTooLargeException
                || failure instanceof AuthorizationException;
        return refused ? ShedReason.REFUSED : ShedReason.NOT_ACKNOWLEDGED;
    }
}
