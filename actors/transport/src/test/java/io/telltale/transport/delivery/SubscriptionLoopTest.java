package io.telltale.transport.delivery;

import static io.telltale.transport.SampleEvents.activations;
import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.transport.EventHandler;
import io.telltale.transport.EventRecorder;
import io.telltale.transport.QueueLimits;
import io.telltale.transport.RecordedEvent;
import io.telltale.transport.SampleEvents;
import io.telltale.transport.SubscriptionRequest;
import io.telltale.transport.SubscriptionRequest.StartAt;
import io.telltale.transport.Topic;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SubscriptionLoopTest {

    private static final Set<PartitionId> ALL = Set.of(ScriptedStore.PARTITION);

    private final ScriptedStore store = new ScriptedStore();
    private final StoredEventLog log =
            new StoredEventLog(store, QueueLimits.DEFAULT, InstantSource.fixed(SampleEvents.AT));
    private final EventRecorder recorder = new EventRecorder();

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Test
    void whatIsFetchedAgainAfterAnOutageIsNotHandedOverAgain() {
        store.then(listener -> store.records(0, 3));
        store.then(listener -> {
            listener.revoked(ALL);
            return store.records(0, 5);
        });

        subscribe(100, recorder);

        assertThat(recorder.next(5))
                .containsExactly(activations(0), activations(1), activations(2), activations(3), activations(4));
    }

    @Test
    void whatIsStillBeingHandledHoldsBackTheCommitEvenIfThePartitionWentAndCame() {
        var manual = new ManualHandler();
        store.then(listener -> store.records(0, 2));
        store.then(listener -> {
            listener.revoked(ALL);
            return store.records(0, 3);
        });
        subscribe(100, manual);
        manual.awaitHanded(2);
        manual.finish(0);
        assertThat(store.nextCommit()).isEqualTo(1);
        manual.finish(2);

        manual.finish(1);

        assertThat(store.nextCommit()).isEqualTo(3);
    }

    @Test
    void aRevokedPartitionIsCommittedAsFarAsItIsHandledAndNotAfterwards() {
        var handled = new CompletableFuture<Map<PartitionId, Long>>();
        store.then(listener -> store.records(0, 3));
        store.then(listener -> {
            handled.complete(listener.revoked(ALL));
            return store.records(0, 0);
        });

        subscribe(100, recorder);

        assertThat(handled.join()).containsExactly(Map.entry(ScriptedStore.PARTITION, 3L));
        log.close();
        assertThat(store.nextCommit()).isEqualTo(-1);
    }

    @Test
    void aFollowerThatFailsIsTriedAgain() {
        store.then(listener -> {
            throw new IllegalStateException("away on purpose");
        });
        store.then(listener -> store.records(0, 1));

        subscribe(100, recorder);

        assertThat(recorder.next().event()).isEqualTo(activations(0));
    }

    @Test
    void fetchingPausesWhileTheHandlerIsBusy() {
        var manual = new ManualHandler();
        store.then(listener -> store.records(0, 3));
        store.then(listener -> store.records(3, 4));
        subscribe(2, manual);
        manual.awaitHanded(1);
        while (!store.isPaused()) {
            Thread.onSpinWait();
        }

        manual.finish(0);
        manual.finish(1);
        manual.finish(2);
        manual.finish(3);

        assertThat(store.nextCommit()).isPositive();
    }

    private void subscribe(int maxInFlight, EventHandler handler) {
        log.subscribe(
                new SubscriptionRequest(Set.of(Topic.ACTIVATIONS), "reader", StartAt.COMMITTED, maxInFlight), handler);
    }

    /** Finishes an event when the test says so. */
    private static final class ManualHandler implements EventHandler {

        private final Map<Long, CompletableFuture<RecordedEvent>> handed = new ConcurrentHashMap<>();
        private final Map<Long, CompletableFuture<RecordedEvent>> finished = new ConcurrentHashMap<>();

        @Override
        public CompletionStage<?> onEvent(RecordedEvent event) {
            handed.computeIfAbsent(event.offset(), offset -> new CompletableFuture<>())
                    .complete(event);
            return finished.computeIfAbsent(event.offset(), offset -> new CompletableFuture<>());
        }

        RecordedEvent awaitHanded(long offset) {
            return handed.computeIfAbsent(offset, missing -> new CompletableFuture<>())
                    .join();
        }

        void finish(long offset) {
            RecordedEvent event = awaitHanded(offset);
            finished.computeIfAbsent(offset, missing -> new CompletableFuture<>())
                    .complete(event);
        }
    }
}
