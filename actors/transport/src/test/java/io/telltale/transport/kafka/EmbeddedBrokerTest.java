package io.telltale.transport.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.transport.EventLog;
import io.telltale.transport.RecordedEvent;
import io.telltale.transport.SampleEvents;
import io.telltale.transport.Topic;
import io.telltale.transport.TransportException;
import io.telltale.transport.TransportException.Code;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {

    private static final InstantSource CLOCK = InstantSource.fixed(SampleEvents.AT);

    @TempDir
    private Path folder;

    @Test
    void goesOnWhereItStopped() {
        int port;
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder);
                EventLog log = KafkaEventLog.open(settings(broker), CLOCK)) {
            port = broker.port();
            log.publish(SampleEvents.activations(0));
            assertThat(log.flush(BrokerRestartTest.PATIENCE)).isTrue();
        }

        try (EmbeddedBroker broker = EmbeddedBroker.startAt(folder, port);
                EventLog log = KafkaEventLog.open(settings(broker), CLOCK);
                Stream<RecordedEvent> events = log.read(Set.of(Topic.ACTIVATIONS))) {
            assertThat(broker.port()).isEqualTo(port);
            assertThat(events.map(RecordedEvent::event)).containsExactly(SampleEvents.activations(0));
        }
    }

    @Test
    void removesItsTemporaryFolderAndMayBeClosedTwice() {
        EmbeddedBroker broker = EmbeddedBroker.start();
        Path temporary = broker.folder();
        assertThat(temporary).isDirectory();

        broker.close();
        broker.close();

        assertThat(temporary).doesNotExist();
    }

    @Test
    void saysThatItsPortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            assertThatThrownBy(() -> EmbeddedBroker.startAt(folder, port).close())
                    .isInstanceOf(TransportException.class)
                    .hasMessageContaining("does not start on port " + port)
                    .extracting(failure -> ((TransportException) failure).code())
                    .isEqualTo(Code.BROKER_START);
        }
    }

    @Test
    void anUnreachableBrokerIsNamed() throws IOException {
        int nobody;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = free.getLocalPort();
        }
        KafkaSettings settings = KafkaSettings.of("127.0.0.1:" + nobody)
                .withClientProperties(Map.of("default.api.timeout.ms", "500", "request.timeout.ms", "300"));

        assertThatThrownBy(() -> KafkaEventLog.open(settings, CLOCK).close())
                .isInstanceOf(TransportException.class)
                .hasMessageStartingWith("no Kafka broker answers at 127.0.0.1:" + nobody)
                .satisfies(failure -> {
                    assertThat(((TransportException) failure).code()).isEqualTo(Code.UNREACHABLE);
                    assertThat(((TransportException) failure).retryable()).isTrue();
                });
    }

    @Test
    void anAddressThatNobodyKnowsIsNamed() {
        // RFC 2606 keeps this domain from ever being one.
        KafkaSettings settings = KafkaSettings.of("broker.invalid:9092");

        assertFailsToOpen(settings, Code.UNREACHABLE, "no Kafka broker answers at broker.invalid:9092");
    }

    @Test
    void anAddressThatIsNoneIsNamed() {
        assertFailsToOpen(KafkaSettings.of("not-an-address"), Code.MISCONFIGURED, "not-an-address");
    }

    @Test
    void aClientSettingThatCannotBeReadIsNamed() {
        assertFailsToOpen(withClientProperty("request.timeout.ms", "a while"), Code.MISCONFIGURED, "a while");
    }

    @Test
    void aClientSettingThatIsMissingIsNamed() {
        assertFailsToOpen(withClientProperty("security.protocol", "SASL_SSL"), Code.MISCONFIGURED, "JAAS");
    }

    private static KafkaSettings withClientProperty(String name, String value) {
        return KafkaSettings.of("127.0.0.1:9").withClientProperties(Map.of(name, value));
    }

    private static void assertFailsToOpen(KafkaSettings settings, Code code, String reason) {
        assertThatThrownBy(() -> KafkaEventLog.open(settings, CLOCK).close())
                .isInstanceOfSatisfying(
                        TransportException.class,
                        failure -> assertThat(failure.code()).isEqualTo(code))
                .hasMessageContaining(reason);
    }

    private static KafkaSettings settings(EmbeddedBroker broker) {
        return KafkaSettings.of(broker.bootstrapServers())
                .withClientProperties(BrokerRestartTest.PATIENT)
                .withDeliveryTimeout(BrokerRestartTest.PATIENCE);
    }
}
