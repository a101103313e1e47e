package io.telltale.transport;

import static io.telltale.transport.SampleEvents.SEQUENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.spi.Float16;
import io.telltale.spi.FloatMatrix;
import io.telltale.spi.Precision;
import io.telltale.transport.LedgerEntry.Kind;
import io.telltale.transport.SubscriptionRequest.StartAt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every log promises. */
public abstract class EventLogContract {

    private static final int GENERATIONS = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Set<Topic> ALL_TOPICS = EnumSet.allOf(Topic.class);
    private static final Set<Topic> ACTIVATIONS = Set.of(Topic.ACTIVATIONS);
    private static final byte[] POISON = "not one of our records".getBytes(java.nio.charset.StandardCharsets.UTF_8);

    private EventLog log;

    /** Opens an empty log with several partitions per topic. */
    protected abstract EventLog open();

    /** Puts any bytes on a topic of the log opened last. */
    protected abstract void put(Topic topic, String key, byte[] payload);

    @BeforeEach
    void openLog() {
        log = open();
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Test
    void everyKindOfEventArrivesAsItWasPublished() {
        var recorder = new EventRecorder();
        subscribe(request(ALL_TOPICS, StartAt.EARLIEST), recorder);

        SampleEvents.ofEveryKind().forEach(log::publish);

        assertThat(recorder.next(SampleEvents.ofEveryKind().size()))
                .containsExactlyInAnyOrderElementsOf(SampleEvents.ofEveryKind());
    }

    @Test
    void halfPrecisionArrivesRounded() {
        var recorder = new EventRecorder();
        subscribe(request(ACTIVATIONS, StartAt.EARLIEST), recorder);

        log.publish(SampleEvents.activations(SEQUENCE, 0, Precision.FLOAT16, 0.1f, 1e6f, 1e-9f));

        assertThat(Activity.residual(recorder.next().event()))
                .isEqualTo(FloatMatrix.copyOf(1, 3, new float[] {0.099975586f, 65504, 0}))
                .isEqualTo(Float16.round(FloatMatrix.copyOf(1, 3, new float[] {0.1f, 1e6f, 1e-9f})));
    }

    @Test
    void singlePrecisionArrivesUntouched() {
        var recorder = new EventRecorder();
        subscribe(request(ACTIVATIONS, StartAt.EARLIEST), recorder);

        log.publish(SampleEvents.activations(SEQUENCE, 0, Precision.FLOAT32, 0.1f, 1e6f, 1e-9f));

        assertThat(Activity.residual(recorder.next().event()))
                .isEqualTo(FloatMatrix.copyOf(1, 3, new float[] {0.1f, 1e6f, 1e-9f}));
    }

    @Test
    void headersTravelBesideTheEvent() {
        var recorder = new EventRecorder();
        subscribe(request(ACTIVATIONS, StartAt.EARLIEST), recorder);

        log.publish(SampleEvents.activations(0), Map.of("traceparent", "00-ab-cd-01", "tracestate", "ü=1"));

        assertThat(recorder.next().headers())
                .containsOnly(Map.entry("traceparent", "00-ab-cd-01"), Map.entry("tracestate", "ü=1"));
    }

    @Test
    void eventsOfOneGenerationKeepTheirOrder() {
        var recorder = new EventRecorder();
        subscribe(request(ACTIVATIONS, StartAt.EARLIEST), recorder);

        for (int number = 0; number < 200; number++) {
            for (int generation = 0; generation < 5; generation++) {
                log.publish(SampleEvents.activations(Activity.sequence(generation), number));
            }
        }

        var arrived = recorder.next(1_000);
        for (int generation = 0; generation < 5; generation++) {
            assertThat(Activity.numbersOf(arrived, Activity.sequence(generation)))
                    .containsExactlyElementsOf(LongStream.range(0, 200).boxed().toList());
        }
    }

    @Test
    void whoCatchesUpHasHandledEverythingThatWasOnTheLog() {
        var recorder = new EventRecorder();
        Subscription subscription = subscribe(request(ACTIVATIONS, StartAt.LATEST), recorder);
        publishActivations(0, 500);

        await(subscription.caughtUp());

        assertThat(recorder.rest()).hasSize(500);
    }

    @Test
    void nobodyCatchesUpWithAClosedSubscription() {
        Subscription subscription = log.subscribe(request(ACTIVATIONS, StartAt.LATEST), new EventRecorder());
        subscription.close();

        assertThat(subscription.caughtUp().toCompletableFuture()).isCompletedExceptionally();
    }

    @Test
    void aSlowHandlerNeverHasMoreInFlightThanItAllows() {
        var inFlight = new AtomicInteger();
        var most = new AtomicInteger();
        var recorder = new EventRecorder();
        try (ExecutorService workers = Executors.newFixedThreadPool(8)) {
            var request = new SubscriptionRequest(ACTIVATIONS, "slow", StartAt.EARLIEST, 3);
            subscribe(request, event -> {
                most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
                return CompletableFuture.runAsync(
                        () -> {
                            recorder.onEvent(event);
                            inFlight.decrementAndGet();
                        },
                        workers);
            });

            publishActivations(0, 500);

            assertThat(Activity.numbersOf(recorder.next(500), SEQUENCE))
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.range(0, 500).boxed().toList());
            assertThat(most.get()).isBetween(1, 3);
        }
    }

    @Test
    void aHandlerThatThrowsOrFailsLosesOnlyThatEvent() {
        var recorder = new EventRecorder();
        subscribe(request(ACTIVATIONS, StartAt.EARLIEST), event -> {
            long number = Activity.number(event.event());
            if (number == 1) {
                throw new IllegalStateException("thrown on purpose");
            }
            return number == 2
                    ? CompletableFuture.failedStage(new IllegalStateException("failed on purpose"))
                    : recorder.onEvent(event);
        });

        publishActivations(0, 5);

        assertThat(Activity.numbersOf(recorder.next(3), SEQUENCE)).containsExactly(0L, 3L, 4L);
    }

    @Test
    void aRecordThatCannotBeDecodedIsSkippedAndLedgered() {
        var recorder = new EventRecorder();
        subscribe(request(Set.of(Topic.ACTIVATIONS, Topic.LEDGER), StartAt.EARLIEST), recorder);

        put(Topic.ACTIVATIONS, SEQUENCE.generation().value(), POISON);
        log.publish(SampleEvents.activations(0));

        List<LogEvent> arrived = recorder.next(2);
        assertThat(arrived).contains(SampleEvents.activations(0));
        assertThat(arrived)
                .filteredOn(LedgerEntry.class::isInstance)
                .singleElement()
                .satisfies(event -> {
                    LedgerEntry entry = (LedgerEntry) event;
                    assertThat(entry.kind()).isEqualTo(Kind.POISON_RECORD);
                    assertThat(entry.generation()).isEqualTo(SEQUENCE.generation());
                    assertThat(entry.detail()).contains("activations-", "at offset 0");
                });
    }

    @Test
    void aGroupGoesOnBehindTheLastEventThatIsHandledWithoutAHole() {
        var first = new EventRecorder();
        var request = new SubscriptionRequest(ACTIVATIONS, "plugin", StartAt.COMMITTED, 100);
        Subscription subscription = subscribe(request, event -> {
            first.onEvent(event);
            return Activity.number(event.event()) == 5
                    ? new CompletableFuture<>()
                    : CompletableFuture.completedStage(event);
        });
        publishActivations(0, 10);
        first.next(10);
        subscription.close();
        var second = new EventRecorder();

        subscribe(request, second);

        assertThat(Activity.numbersOf(second.next(5), SEQUENCE)).containsExactly(5L, 6L, 7L, 8L, 9L);
    }

    @Test
    void latestSeesWhatComesAfterItIsReady() {
        publishActivations(0, 3);
        var recorder = new EventRecorder();
        subscribe(request(ACTIVATIONS, StartAt.LATEST), recorder);

        publishActivations(3, 5);

        assertThat(Activity.numbersOf(recorder.next(2), SEQUENCE)).containsExactly(3L, 4L);
    }

    @Test
    void latestDoesNotFallBackIntoHistoryWhenItsPartitionsComeBack() {
        publishOneOfEachGeneration(0);
        var recorder = new EventRecorder();
        subscribe(request(ACTIVATIONS, StartAt.LATEST), recorder);
        subscribe(request(ACTIVATIONS, StartAt.LATEST), new EventRecorder()).close();

        publishOneOfEachGeneration(1);

        assertThat(recorder.next(GENERATIONS)).map(Activity::number).containsOnly(1L);
    }

    @Test
    void earliestSeesEverythingEachTime() {
        publishActivations(0, 3);
        var first = new EventRecorder();
        subscribe(request(ACTIVATIONS, StartAt.EARLIEST), first);
        first.next(3);
        var again = new EventRecorder();

        subscribe(new SubscriptionRequest(ACTIVATIONS, "again", StartAt.EARLIEST, 10), again)
                .close();
        subscribe(new SubscriptionRequest(ACTIVATIONS, "again", StartAt.EARLIEST, 10), again);

        assertThat(Activity.numbersOf(again.next(3), SEQUENCE)).startsWith(0L);
    }

    @Test
    void readersOfOneGroupShareTheEvents() {
        var recorder = new EventRecorder();
        var request = new SubscriptionRequest(ACTIVATIONS, "shared", StartAt.COMMITTED, 10);
        subscribe(request, recorder);
        subscribe(request, recorder);

        for (int generation = 0; generation < 20; generation++) {
            log.publish(SampleEvents.activations(Activity.sequence(generation), generation));
        }

        assertThat(recorder.next(20))
                .map(Activity::number)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.range(0, 20).boxed().toList());
    }

    @Test
    void readStreamsEverythingUpToNow() {
        publishActivations(0, 50);
        log.publish(SampleEvents.ofEveryKind().getFirst());

        List<LogEvent> read;
        try (Stream<RecordedEvent> events = log.read(ACTIVATIONS)) {
            read = events.map(RecordedEvent::event).toList();
        }

        assertThat(Activity.numbersOf(read, SEQUENCE))
                .containsExactlyElementsOf(LongStream.range(0, 50).boxed().toList());
    }

    @Test
    void readLeavesOutWhatCannotBeDecoded() {
        put(Topic.ACTIVATIONS, "poison", POISON);
        publishActivations(0, 1);

        try (Stream<RecordedEvent> events = log.read(ALL_TOPICS)) {
            assertThat(events.map(RecordedEvent::event)).containsExactly(SampleEvents.activations(0));
        }
    }

    @Test
    void readOfAnEmptyLogIsEmpty() {
        try (Stream<RecordedEvent> events = log.read(ALL_TOPICS)) {
            assertThat(events).isEmpty();
        }
    }

    @Test
    void accountingBalancesOnceFlushed() {
        SampleEvents.ofEveryKind().forEach(log::publish);

        boolean flushed = log.flush(PATIENCE);

        // 15 events, of which the ledger entry is not counted.
        assertThat(flushed).isTrue();
        assertThat(log.accounting().all()).isEqualTo(new Accounting.Counts(14, 14, 0, 0));
        assertThat(log.accounting().activations()).isEqualTo(new Accounting.Counts(1, 1, 0, 0));
    }

    @Test
    void publishingIsHarmlessOnceClosed() {
        log.close();

        log.publish(SampleEvents.activations(0));

        assertThat(log.accounting().all()).isEqualTo(new Accounting.Counts(1, 0, 1, 0));
        assertThat(log.accounting().balanced()).isFalse();
    }

    @Test
    void closingDeliversWhatWaits() {
        publishActivations(0, 100);

        log.close();

        assertThat(log.accounting().all()).isEqualTo(new Accounting.Counts(100, 100, 0, 0));
    }

    @Test
    void closingEndsSubscriptions() {
        var seen = Collections.synchronizedList(new ArrayList<Thread>());
        subscribe(request(ACTIVATIONS, StartAt.EARLIEST), EventHandler.of(event -> seen.add(Thread.currentThread())));
        publishActivations(0, 1);
        log.flush(PATIENCE);

        log.close();

        assertThat(seen).allMatch(thread -> !thread.isAlive());
        assertThatThrownBy(() -> log.subscribe(request(ACTIVATIONS, StartAt.EARLIEST), new EventRecorder()))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aClosedSubscriptionLeavesNobodyWaiting() {
        var subscription = log.subscribe(request(ACTIVATIONS, StartAt.EARLIEST), new EventRecorder());

        subscription.close();
        subscription.close();

        // Whether it became ready before it was closed is a matter of luck.
        assertThat(subscription.ready().toCompletableFuture()).isDone();
    }

    /** Subscribes and waits until the subscription is ready. */
    private Subscription subscribe(SubscriptionRequest request, EventHandler handler) {
        Subscription subscription = log.subscribe(request, handler);
        await(subscription.ready());
        return subscription;
    }

    private static void await(CompletionStage<?> stage) {
        stage.toCompletableFuture()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private void publishActivations(int from, int until) {
        for (int number = from; number < until; number++) {
            log.publish(SampleEvents.activations(number));
        }
        assertThat(log.flush(PATIENCE)).isTrue();
    }

    /** Enough generations to have one in every partition. */
    private void publishOneOfEachGeneration(int number) {
        for (int generation = 0; generation < GENERATIONS; generation++) {
            log.publish(SampleEvents.activations(Activity.sequence(generation), number));
        }
        assertThat(log.flush(PATIENCE)).isTrue();
    }

    private static SubscriptionRequest request(Set<Topic> topics, StartAt startAt) {
        return new SubscriptionRequest(topics, "reader", startAt, 100);
    }
}
