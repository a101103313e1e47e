package io.telltale.transport.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.transport.EventLog;
import io.telltale.transport.EventLogContract;
import io.telltale.transport.RecordedEvent;
import io.telltale.transport.SampleEvents;
import io.telltale.transport.Topic;
import io.telltale.transport.TransportException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

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

    @Test
    void aLogThatIsOnlyReadMakesNoTopics() {
        KafkaSettings elsewhere = KafkaSettings.of(broker.bootstrapServers()).withTopicPrefix("elsewhere");

        // Topics that the first attempt had made would let the second one in.
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> KafkaEventLog.openExisting(elsewhere, CLOCK))
                    .isInstanceOf(TransportException.class)
                    .hasMessageContaining("elsewhere.activations")
                    .hasMessageContaining("topic prefix 'elsewhere'");
        }
    }

    @Test
    void aLogThatIsOnlyReadHasWhatAnotherWrote() {
        KafkaSettings settings = KafkaSettings.of(broker.bootstrapServers()).withTopicPrefix("written");
        try (EventLog writer = KafkaEventLog.open(settings, CLOCK)) {
            writer.publish(SampleEvents.activations(0));
        }

        try (EventLog reader = KafkaEventLog.openExisting(settings, CLOCK);
                Stream<RecordedEvent> events = reader.read(Set.of(Topic.ACTIVATIONS))) {
            assertThat(events).extracting(RecordedEvent::event).containsExactly(SampleEvents.activations(0));
        }
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
