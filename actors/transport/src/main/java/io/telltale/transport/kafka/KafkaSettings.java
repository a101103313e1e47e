package io.telltale.transport.kafka;

import io.telltale.transport.QueueLimits;
import io.telltale.transport.Topic;
import java.time.Duration;
import java.util.Map;

/**
 * How to reach Kafka and how to use it.
 *
 * @param bootstrapServers {@code host:port}, several with commas between them
 * @param clientProperties given to every Kafka client as they are: TLS, SASL, tuning. What delivery rests on
 *     (acknowledgement by all replicas, idempotence, no automatic commits) cannot be changed by them
 * @param topicPrefix what topic names and consumer groups start with
 * @param partitions of a topic that does not exist yet
 * @param queue how much may await delivery
 * @param deliveryTimeout after which an event that was not acknowledged is shed
 */
public record KafkaSettings(
        String bootstrapServers,
        Map<String, String> clientProperties,
        String topicPrefix,
        int partitions,
        QueueLimits queue,
        Duration deliveryTimeout) {

    /** The largest record that topics made by us take; larger activations are shed. */
    public static final int MAX_RECORD_BYTES = 16 << 20;

    private static final int DEFAULT_PARTITIONS = 4;
    private static final Duration DEFAULT_DELIVERY_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration MIN_DELIVERY_TIMEOUT = Duration.ofMillis(100);
    private static final Duration MAX_DELIVERY_TIMEOUT = Duration.ofHours(1);

    public KafkaSettings {
        clientProperties = Map.copyOf(clientProperties);
        if (bootstrapServers.isBlank()) {
            throw new IllegalArgumentException("Kafka's bootstrap servers must not be blank; give host:port");
        }
        if (topicPrefix.isBlank()) {
            throw new IllegalArgumentException("the topic prefix must not be blank");
        }
        if (partitions < 1) {
            throw new IllegalArgumentException("a topic has at least one partition, not " + partitions);
        }
        if (deliveryTimeout.compareTo(MIN_DELIVERY_TIMEOUT) < 0
                || deliveryTimeout.compareTo(MAX_DELIVERY_TIMEOUT) > 0) {
            throw new IllegalArgumentException("the delivery timeout must lie between " + MIN_DELIVERY_TIMEOUT + " and "
                    + MAX_DELIVERY_TIMEOUT + ", not " + deliveryTimeout);
        }
    }

    /** Returns the default settings for some brokers. */
    public static KafkaSettings of(String bootstrapServers) {
        return new KafkaSettings(
                bootstrapServers,
                Map.of(),
                Topic.DEFAULT_PREFIX,
                DEFAULT_PARTITIONS,
                QueueLimits.DEFAULT,
                DEFAULT_DELIVERY_TIMEOUT);
    }

    public KafkaSettings withClientProperties(Map<String, String> properties) {
        return new KafkaSettings(bootstrapServers, properties, topicPrefix, partitions, queue, deliveryTimeout);
    }

    public KafkaSettings withTopicPrefix(String prefix) {
        return new KafkaSettings(bootstrapServers, clientProperties, prefix, partitions, queue, deliveryTimeout);
    }

    public KafkaSettings withPartitions(int count) {
        return new KafkaSettings(bootstrapServers, clientProperties, topicPrefix, count, queue, deliveryTimeout);
    }

    public KafkaSettings withQueue(QueueLimits limits) {
        return new KafkaSettings(bootstrapServers, clientProperties, topicPrefix, partitions, limits, deliveryTimeout);
    }

    public KafkaSettings withDeliveryTimeout(Duration timeout) {
        return new KafkaSettings(bootstrapServers, clientProperties, topicPrefix, partitions, queue, timeout);
    }
}
