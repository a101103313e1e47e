package io.telltale.transport.kafka;

import io.telltale.transport.EventLog;
import io.telltale.transport.EventLogContract;
import io.telltale.transport.SampleEvents;
import io.telltale.transport.Topic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class KafkaEventLogTest extends EventLogContract {

    private static final InstantSource CLOCK = InstantSource.fixed(SampleEvents.AT);
    private static final AtomicInteger LOGS = new AtomicInteger();
    private static EmbeddedBroker broker;

    private String prefix = Topic.DEFAULT_PREFIX;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Override
    protected EventLog open() {
        prefix = "log-" + LOGS.incrementAndGet();
        KafkaSettings settings = KafkaSettings.of(broker.bootstrapServers())
                .withClientProperties(BrokerRestartTest.PATIENT)
                .withDeliveryTimeout(Duration.ofMinutes(2))
                .withTopicPrefix(prefix)
                .withPartitions(3);
        return KafkaEventLog.open(settings, CLOCK);
    }

    @Override
    protected void put(Topic topic, String key, byte[] payload) {
        Map<String, Object> properties = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (var producer =
                new KafkaProducer<String, byte[]>(properties, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic.name(prefix), key, payload))
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
