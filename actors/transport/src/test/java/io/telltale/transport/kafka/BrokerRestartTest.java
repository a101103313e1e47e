package io.telltale.transport.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.transport.Accounting.Counts;
import io.telltale.transport.ActivationsCaptured;
import io.telltale.transport.EventLog;
import io.telltale.transport.EventRecorder;
import io.telltale.transport.LedgerEntry;
import io.telltale.transport.LogEvent;
import io.telltale.transport.QueueLimits;
import io.telltale.transport.SampleEvents;
import io.telltale.transport.SubscriptionRequest;
import io.telltale.transport.SubscriptionRequest.StartAt;
import io.telltale.transport.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker goes away while events are published, and comes back. */
class BrokerRestartTest {

    /** A broker that starts forgets producers whose last record is a day old, and with them what it has stored already. */
    private static final InstantSource CLOCK = InstantSource.system();

    /** A busy machine must not make a test fail. */
    static final Map<String, String> PATIENT = Map.of("default.api.timeout.ms", "120000");

    static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final SubscriptionRequest REQUEST =
            new SubscriptionRequest(Set.of(Topic.ACTIVATIONS, Topic.LEDGER), "reader", StartAt.EARLIEST, 100);

    @TempDir
    private Path folder;

    private EmbeddedBroker broker;
    private final EventRecorder recorder = new EventRecorder();
    private final List<Long> arrived = new ArrayList<>();
    private final List<LedgerEntry> ledgered = new ArrayList<>();

    @BeforeEach
    void startBroker() {
        broker = EmbeddedBroker.start(folder);
    }

    @AfterEach
    void stopBroker() {
        broker.close();
    }

    @Test
    void whatWaitedIsDeliveredOnceWhenTheBrokerIsBackInTime() {
        try (EventLog log = openAndFollow(QueueLimits.DEFAULT, PATIENCE)) {
            publish(log, 0, 50);
            broker.close();
            publish(log, 50, 100);
            Counts away = log.accounting().activations();
            restartBroker();
            publish(log, 100, 150);

            assertThat(log.flush(PATIENCE)).isTrue();

            assertThat(away.shed()).isZero();
            assertThat(log.accounting().activations()).isEqualTo(new Counts(150, 150, 0, 0));
            takeUntilAllAreKnown(150);
            assertThat(arrived).containsExactlyElementsOf(numbers(0, 150));
            assertThat(ledgered).isEmpty();
        }
    }

    @Test
    void whatFoundNoRoomIsLedgeredWhenTheBrokerIsBack() {
        try (EventLog log = openAndFollow(new QueueLimits(3, 1_000_000), PATIENCE)) {
            publish(log, 0, 3);
            assertThat(log.flush(PATIENCE)).isTrue();
            broker.close();
            publish(log, 3, 10);
            Counts away = log.accounting().activations();
            restartBroker();

            assertThat(log.flush(PATIENCE)).isTrue();

            assertThat(away).isEqualTo(new Counts(10, 3, 4, 0));
            assertThat(log.accounting().activations()).isEqualTo(new Counts(10, 6, 4, 4));
            takeUntilAllAreKnown(10);
            assertThat(arrived).containsExactlyElementsOf(numbers(0, 6));
            assertThat(ledgered.stream().flatMapToLong(BrokerRestartTest::numbers))
                    .containsExactlyElementsOf(numbers(6, 10));
        }
    }

    @Test
    void whatIsNotAcknowledgedInTimeIsLedgeredAndNeverArrivesTwice() {
        try (EventLog log = openAndFollow(QueueLimits.DEFAULT, Duration.ofMillis(500))) {
            publish(log, 0, 20);
            assertThat(log.flush(PATIENCE)).isTrue();
            broker.close();
            publish(log, 20, 40);
            awaitNothingPending(log);
            restartBroker();
            publish(log, 40, 60);

            assertThat(log.flush(PATIENCE)).isTrue();

            Counts counts = log.accounting().activations();
            assertThat(counts.balanced()).isTrue();
            assertThat(counts.shed()).isGreaterThanOrEqualTo(20);
            takeUntilAllAreKnown(60);
            assertThat(arrived).doesNotHaveDuplicates().isSorted();
            // Whether a record that was given up reached the log nobody knows; one that was acknowledged did.
            assertThat(arrived.size()).isBetween((int) counts.delivered(), 60);
        }
    }

    private EventLog openAndFollow(QueueLimits limits, Duration deliveryTimeout) {
        KafkaSettings settings = KafkaSettings.of(broker.bootstrapServers())
                .withClientProperties(PATIENT)
                .withQueue(limits)
                .withDeliveryTimeout(deliveryTimeout);
        EventLog log = KafkaEventLog.open(settings, CLOCK);
        log.subscribe(REQUEST, recorder)
                .ready()
                .toCompletableFuture()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
        return log;
    }

    private void restartBroker() {
        broker = EmbeddedBroker.startAt(folder, broker.port());
    }

    private static void publish(EventLog log, int from, int until) {
        for (int number = from; number < until; number++) {
            log.publish(SampleEvents.activations(number));
        }
    }

    /** With the broker away the ledger cannot be settled, so flushing only passes the time. */
    private static void awaitNothingPending(EventLog log) {
        while (log.accounting().activations().pending() > 0) {
            assertThat(log.flush(Duration.ofMillis(50))).isFalse();
        }
    }

    /** Takes events until each of the first so many has arrived or is named by the ledger. */
    private void takeUntilAllAreKnown(int events) {
        while (LongStream.range(0, events).anyMatch(number -> !isKnown(number))) {
            keep(recorder.next().event());
        }
        recorder.rest().forEach(this::keep);
    }

    private void keep(LogEvent event) {
        if (event instanceof ActivationsCaptured captured) {
            arrived.add(captured.activations().eventNumber());
        } else {
            ledgered.add((LedgerEntry) event);
        }
    }

    private boolean isKnown(long number) {
        return arrived.contains(number)
                || ledgered.stream().flatMapToLong(BrokerRestartTest::numbers).anyMatch(named -> named == number);
    }

    private static LongStream numbers(LedgerEntry entry) {
        return LongStream.range(entry.firstEventNumber(), entry.firstEventNumber() + entry.count());
    }

    private static List<Long> numbers(long from, long until) {
        return LongStream.range(from, until).boxed().toList();
    }
}
