package io.telltale.transport.delivery;

import static io.telltale.transport.SampleEvents.AT;
import static io.telltale.transport.SampleEvents.GENERATION;
import static io.telltale.transport.SampleEvents.SEQUENCE;
import static io.telltale.transport.SampleEvents.activations;
import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.transport.Accounting;
import io.telltale.transport.Accounting.Counts;
import io.telltale.transport.FinishReason;
import io.telltale.transport.GenerationEnded;
import io.telltale.transport.LedgerEntry;
import io.telltale.transport.LedgerEntry.Kind;
import io.telltale.transport.QueueLimits;
import io.telltale.transport.TokenSampled;
import io.telltale.transport.delivery.StubbornStore.Attempt;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StoredEventLogTest {

    private static final InstantSource CLOCK = InstantSource.fixed(AT);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final TokenSampled TOKEN = new TokenSampled(SEQUENCE, 3, 7, "a", -1, AT);

    private final StubbornStore store = new StubbornStore();

    @Test
    void publishingReturnsWhileNothingIsAcknowledgedAndTheQueueIsFull() {
        try (var log = open(new QueueLimits(3, 1_000_000))) {
            for (int number = 0; number < 10; number++) {
                log.publish(activations(number));
            }

            assertThat(log.accounting().activations()).isEqualTo(new Counts(10, 0, 7, 0));
            assertThat(log.accounting().activations().pending()).isEqualTo(3);
            answerAll(store.next(3));
            var entries = ledgerUntilBalanced(log);
            assertThat(numbers(entries)).containsExactly(3L, 4L, 5L, 6L, 7L, 8L, 9L);
            assertThat(entries).allMatch(entry -> entry.detail().equals(ShedReason.QUEUE_FULL.detail()));
            assertThat(log.flush(PATIENCE)).isTrue();
            assertThat(log.accounting().all()).isEqualTo(new Counts(10, 3, 7, 7));
        }
    }

    @Test
    void memoryIsALimitToo() {
        long roomForTwo = 2 * MemoryEstimate.bytes(activations(0));
        try (var log = open(new QueueLimits(100, roomForTwo))) {
            for (int number = 0; number < 5; number++) {
                log.publish(activations(number));
            }

            assertThat(log.accounting().activations()).isEqualTo(new Counts(5, 0, 3, 0));
        }
    }

    @Test
    void otherEventsFindRoomWhenActivationsNoLongerDo() {
        try (var log = open(new QueueLimits(4, 1_000_000))) {
            for (int number = 0; number < 6; number++) {
                log.publish(activations(number));
            }
            log.publish(TOKEN);
            log.publish(TOKEN);

            assertThat(log.accounting().all()).isEqualTo(new Counts(8, 0, 3, 0));
            assertThat(log.accounting().activations()).isEqualTo(new Counts(6, 0, 2, 0));
        }
    }

    @Test
    void whatIsNotAcknowledgedIsLedgeredAndNeverSentAgain() {
        try (var log = open(QueueLimits.DEFAULT)) {
            log.publish(activations(0));
            log.publish(activations(1));
            log.publish(activations(2));
            List<Attempt> attempts = store.next(3);

            attempts.get(0).acknowledgement().stored();
            fail(attempts.get(1));
            attempts.get(2).acknowledgement().stored();

            assertThat(ledgerUntilBalanced(log))
                    .containsExactly(new LedgerEntry(
                            GENERATION,
                            SEQUENCE.index(),
                            Kind.CAPTURE_SHED,
                            1,
                            1,
                            ShedReason.NOT_ACKNOWLEDGED.detail(),
                            AT));
            assertThat(log.flush(PATIENCE)).isTrue();
            assertThat(log.accounting().all()).isEqualTo(new Counts(3, 2, 1, 1));
        }
    }

    @Test
    void anEntryThatIsNotStoredIsTriedAgainAsItWas() {
        try (var log = open(QueueLimits.DEFAULT)) {
            log.publish(activations(0));
            fail(store.next());
            Attempt first = store.next();

            fail(first);

            Attempt second = store.next();
            assertThat(second.event()).isEqualTo(first.event());
            assertThat(log.accounting().all().ledgered()).isZero();
            second.acknowledgement().stored();
            assertThat(log.flush(PATIENCE)).isTrue();
            assertThat(log.accounting().all().ledgered()).isEqualTo(1);
        }
    }

    @Test
    void activationsShareAnEntryOnlyAsFarAsTheirNumbersFollowEachOther() {
        try (var log = open(QueueLimits.DEFAULT)) {
            log.publish(activations(0));
            for (int number : new int[] {1, 2, 5, 6, 7}) {
                log.publish(activations(number));
            }
            List<Attempt> attempts = store.next(6);

            attempts.subList(1, 6).forEach(StoredEventLogTest::fail);
            attempts.getFirst().acknowledgement().stored();

            // The ledger is looked after whenever the queue is idle, so a range may come in pieces.
            assertThat(numbers(ledgerUntilBalanced(log))).containsExactlyInAnyOrder(1L, 2L, 5L, 6L, 7L);
        }
    }

    @Test
    void everyKindOfEventIsLedgeredAsItsOwnKind() {
        try (var log = open(new QueueLimits(1, 1_000_000))) {
            log.publish(activations(0));

            log.publish(TOKEN);
            log.publish(TOKEN);
            log.publish(new GenerationEnded(GENERATION, FinishReason.STOP, 1, 1, "", AT));

            answerAll(store.next(1));
            var entries = ledgerUntilBalanced(log);
            assertThat(entries).allMatch(entry -> entry.kind() == Kind.GENERATION_EVENT_SHED);
            assertThat(count(entries, SEQUENCE.index())).isEqualTo(2);
            assertThat(count(entries, LedgerEntry.WHOLE_GENERATION)).isEqualTo(1);
        }
    }

    @Test
    void aStoreThatThrowsCostsTheEventAlone() {
        store.refuse();
        try (var log = open(QueueLimits.DEFAULT)) {
            log.publish(TOKEN);

            boolean flushed = log.flush(Duration.ofMillis(200));

            assertThat(flushed).isFalse();
            assertThat(log.accounting().all()).isEqualTo(new Counts(1, 0, 1, 0));
        }
    }

    @Test
    void entriesOfOthersAreKeptWithoutBeingCounted() {
        var disabled = LedgerEntry.ofNode(Kind.PLUGIN_DISABLED, "sae-monitor: five failures", AT);
        try (var log = open(new QueueLimits(1, 1))) {
            log.publish(disabled);

            Attempt attempt = store.next();

            assertThat(attempt.event()).isEqualTo(disabled);
            attempt.acknowledgement().stored();
            assertThat(log.flush(PATIENCE)).isTrue();
            assertThat(log.accounting().all()).isEqualTo(new Counts(0, 0, 0, 0));
        }
    }

    @Test
    void closingGivesUpWhatIsNotAcknowledgedAndSaysSo() {
        Accounting accounting;
        var log = open(QueueLimits.DEFAULT);
        log.publish(activations(0));
        Attempt attempt = store.next();
        fail(attempt);

        log.close();

        accounting = log.accounting();
        assertThat(accounting.all()).isEqualTo(new Counts(1, 0, 1, 0));
        assertThat(accounting.balanced()).isFalse();
    }

    private StoredEventLog open(QueueLimits limits) {
        return new StoredEventLog(store, limits, CLOCK, Duration.ofMillis(100));
    }

    private static void answerAll(List<Attempt> attempts) {
        attempts.forEach(attempt -> attempt.acknowledgement().stored());
    }

    private static void fail(Attempt attempt) {
        attempt.acknowledgement().failed(ShedReason.NOT_ACKNOWLEDGED, "failed on purpose");
    }

    /** Takes and acknowledges ledger entries; how many there are depends on when the publisher looks at the ledger. */
    private List<LedgerEntry> ledgerUntilBalanced(StoredEventLog log) {
        List<LedgerEntry> entries = new ArrayList<>();
        while (!log.accounting().balanced()) {
            Attempt attempt = store.next();
            entries.add((LedgerEntry) attempt.event());
            attempt.acknowledgement().stored();
        }
        return entries;
    }

    private static List<Long> numbers(List<LedgerEntry> entries) {
        return entries.stream()
                .flatMapToLong(
                        entry -> LongStream.range(entry.firstEventNumber(), entry.firstEventNumber() + entry.count()))
                .boxed()
                .toList();
    }

    private static long count(List<LedgerEntry> entries, int sequence) {
        return entries.stream()
                .filter(entry -> entry.sequence() == sequence)
                .mapToLong(LedgerEntry::count)
                .sum();
    }
}
