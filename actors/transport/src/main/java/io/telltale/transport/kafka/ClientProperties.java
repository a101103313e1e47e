package io.telltale.transport.kafka;

import io.telltale.transport.SubscriptionRequest;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.MetadataRecoveryStrategy;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The configuration of each Kafka client: ours, then the operator's, then what must not be changed. */
final class ClientProperties {

    /** How long anything that somebody waits for may take: opening, reading, closing. */
    static final int API_TIMEOUT_MILLIS = 10_000;

    private static final int BATCH_BYTES = 256 << 10;
    private static final long PRODUCER_HEADROOM_BYTES = 48L << 20;
    private static final int MAX_BLOCK_MILLIS = 5_000;
    /** There are few topics, so none needs to be forgotten when it is quiet. */
    private static final long METADATA_IDLE_MILLIS = 86_400_000;

    private static final int REQUEST_TIMEOUT_MILLIS = 10_000;
    private static final int RECONNECT_MILLIS = 50;
    private static final int RECONNECT_MAX_MILLIS = 500;
    private static final int MIN_POLL_RECORDS = 16;
    private static final int MAX_POLL_RECORDS = 500;

    private final KafkaSettings settings;

    ClientProperties(KafkaSettings settings) {
        this.settings = settings;
    }

    Map<String, Object> admin() {
        Map<String, Object> properties = common();
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, API_TIMEOUT_MILLIS);
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, API_TIMEOUT_MILLIS / 2);
        properties.putAll(settings.clientProperties());
        return properties;
    }

    /** For latency: no lingering, but batches that are large when the broker falls behind. */
    Map<String, Object> producer() {
        Map<String, Object> properties = common();
        int deliveryMillis = Math.toIntExact(settings.deliveryTimeout().toMillis());
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 2 * settings.queue().bytes() + PRODUCER_HEADROOM_BYTES);
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, KafkaSettings.MAX_RECORD_BYTES);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
        properties.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, METADATA_IDLE_MILLIS);
        // By default a producer that lost its last broker forgets the topics as well, and refuses what it could have
        // kept.
        properties.put(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, MetadataRecoveryStrategy.NONE.name);
        // A broker that was restarted knows only the last batch of a producer. With one request under way that is the
        // one that
        // may be sent again, so it is recognised; an earlier one would be stored twice.
        properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.min(REQUEST_TIMEOUT_MILLIS, deliveryMillis / 2));
        properties.putAll(settings.clientProperties());
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, deliveryMillis);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return properties;
    }

    Map<String, Object> follower(SubscriptionRequest request) {
        Map<String, Object> properties = consumer();
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, settings.topicPrefix() + "." + request.group());
        properties.put(
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                Math.clamp(request.maxInFlight(), MIN_POLL_RECORDS, MAX_POLL_RECORDS));
        return properties;
    }

    Map<String, Object> consumer() {
        Map<String, Object> properties = common();
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, API_TIMEOUT_MILLIS);
        properties.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, API_TIMEOUT_MILLIS);
        properties.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        properties.putAll(settings.clientProperties());
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        return properties;
    }

    private Map<String, Object> common() {
        Map<String, Object> properties = new HashMap<>();
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        properties.put(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, RECONNECT_MILLIS);
        properties.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, RECONNECT_MAX_MILLIS);
        properties.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        return properties;
    }
}
