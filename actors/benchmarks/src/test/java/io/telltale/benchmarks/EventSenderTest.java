package io.telltale.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.transport.EventLog;
import io.telltale.transport.memory.InMemoryEventLog;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventSenderTest {

    private static final int WIDTH = 4096;
    private static final int EVENTS = 500;

    @TempDir
    Path folder;

    @Test
    void publishesEveryEventAndShedsNone() {
        try (EventLog log = InMemoryEventLog.open(InstantSource.system())) {
            double rate = new EventSender(log, new SampleEvents(WIDTH)).send(EVENTS, WIDTH);

            assertThat(rate).isPositive();
            assertThat(log.accounting().activations().delivered()).isEqualTo(EVENTS);
        }
    }

    @Test
    void anEventIsItsValuesInHalfPrecisionAndSomeBytesMore() {
        int bytes = new SampleEvents(WIDTH).recordBytes();

        assertThat(bytes).isBetween(2 * WIDTH, 2 * WIDTH + 200);
    }

    @Test
    void readsTheRateOfKafkasToolFromItsLastLine() {
        List<String> output = List.of(
                "25001 records sent, 5000.2 records/sec (40.1 MB/sec), 3.0 ms avg latency, 9.0 ms max latency.",
                "50000 records sent, 6123.45 records/sec (49.1 MB/sec), 2.9 ms avg latency, 9.0 ms max latency, "
                        + "2 ms 50th, 5 ms 95th, 7 ms 99th, 9 ms 99.9th.");

        double rate = PeerProducer.rate(output);

        assertThat(rate).isEqualTo(6123.45);
    }

    @Test
    void saysHowToFetchKafkasToolWhereItIsMissing() {
        assertThatThrownBy(() -> PeerProducer.in(folder.resolve("missing")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("missing")
                .hasMessageContaining("mvnw -f actors/benchmarks/peer/pom.xml");
    }
}
