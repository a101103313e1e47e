package io.telltale.transport.delivery;

import io.telltale.transport.EventHandler;
import io.telltale.transport.RecordedEvent;
import io.telltale.transport.Subscription;
import io.telltale.transport.SubscriptionRequest;
import io.telltale.transport.TransportException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows the log for one handler, in a thread of its own. */
final class SubscriptionLoop implements Subscription, AssignmentListener {

    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionLoop.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long FIRST_BACK_OFF_MILLIS = 100;
    private static final long LAST_BACK_OFF_MILLIS = 5_000;
    /** Rounds of the loop after which handled events are committed even if there is no idle moment. */
    private static final int ROUNDS_PER_COMMIT = 64;

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final SubscriptionRequest request;
    private final EventHandler handler;
    private final RecordReading reading;
    private final RecordFollower follower;
    private final Semaphore room;
    private final Deque<StoredRecord> fetched = new ArrayDeque<>();
    private final Set<PartitionId> owned = new HashSet<>();
    /** Kept when a partition goes to another reader: it may come back while its events are still being handled. */
    private final Map<PartitionId, OffsetTracker> trackers = new HashMap<>();

    private final Map<PartitionId, Long> uncommitted = new HashMap<>();
    private int roundsSinceCommit;
    private final CompletableFuture<String> ready = new CompletableFuture<>();
    private final Set<CompletableFuture<String>> catchingUp = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    private SubscriptionLoop(
            RecordStore store, SubscriptionRequest request, EventHandler handler, RecordReading reading) {
        this.request = request;
        this.handler = handler;
        this.reading = reading;
        this.follower = store.follow(request, this);
        this.room = new Semaphore(request.maxInFlight());
        this.thread = Thread.ofPlatform()
                .name("telltale-subscription-" + request.group())
                .daemon()
                .unstarted(this::run);
    }

    static SubscriptionLoop start(
            RecordStore store, SubscriptionRequest request, EventHandler handler, RecordReading reading) {
        SubscriptionLoop loop = new SubscriptionLoop(store, request, handler, reading);
        loop.thread.start();
        return loop;
    }

    @Override
    public CompletionStage<?> ready() {
        return ready;
    }

    @Override
    public CompletionStage<?> caughtUp() {
        CompletableFuture<String> caughtUp = new CompletableFuture<>();
        catchingUp.add(caughtUp);
        if (isClosed()) {
            failWaiting();
        }
        return caughtUp;
    }

    /** Returns whether the subscription is closed, or about to be. */
    boolean isClosed() {
        return closing.getCount() == 0;
    }

    @Override
    public void close() {
        closing.countDown();
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            if (!thread.join(CLOSE_TIMEOUT)) {
                LOG.atWarn().addKeyValue("group", request.group()).log("subscription does not end: its handler blocks");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Map<PartitionId, Long> revoked(Set<PartitionId> partitions) {
        collectHandled();
        Map<PartitionId, Long> handled = new HashMap<>(uncommitted);
        handled.keySet().retainAll(partitions);
        uncommitted.keySet().removeAll(partitions);
        owned.removeAll(partitions);
        fetched.removeIf(record -> partitions.contains(record.partition()));
        return handled;
    }

    private void run() {
        try {
            long backOffMillis = FIRST_BACK_OFF_MILLIS;
            while (!isClosing(0)) {
                try {
                    step();
                    backOffMillis = FIRST_BACK_OFF_MILLIS;
                } catch (RuntimeException e) {
                    LOG.atWarn()
                            .addKeyValue("group", request.group())
                            .setCause(e)
                            .log("the log cannot be read; trying again");
                    isClosing(backOffMillis);
                    backOffMillis = Math.min(2 * backOffMillis, LAST_BACK_OFF_MILLIS);
                }
            }
        } finally {
            failWaiting();
            collectHandled();
            follower.close(uncommitted);
        }
    }

    private void failWaiting() {
        IllegalStateException closed = new IllegalStateException("the subscription is closed");
        ready.completeExceptionally(closed);
        catchingUp.forEach(caughtUp -> caughtUp.completeExceptionally(closed));
    }

    /** Fetches unless something fetched still waits, hands over what there is room for, commits what is handled. */
    private void step() {
        if (fetched.isEmpty()) {
            follower.resume();
            fetched.addAll(follower.poll(POLL));
        } else {
            follower.pause();
            fetched.addAll(follower.poll(Duration.ZERO));
        }
        boolean idle = fetched.isEmpty();
        if (!ready.isDone() && follower.positioned()) {
            ready.complete(request.group());
        }
        while (!fetched.isEmpty() && awaitRoom()) {
            hand(fetched.removeFirst());
        }
        tellWhoCaughtUp();
        collectHandled();
        roundsSinceCommit++;
        if (!uncommitted.isEmpty() && (idle || roundsSinceCommit >= ROUNDS_PER_COMMIT)) {
            follower.commit(uncommitted);
            uncommitted.clear();
            roundsSinceCommit = 0;
        }
    }

    /** Tells only those who asked before the end was looked up. */
    private void tellWhoCaughtUp() {
        List<CompletableFuture<String>> asked = List.copyOf(catchingUp);
        if (!asked.isEmpty() && isEverythingHandled() && follower.atEnd()) {
            asked.forEach(caughtUp -> caughtUp.complete(request.group()));
            catchingUp.removeIf(CompletableFuture::isDone);
        }
    }

    private boolean isEverythingHandled() {
        return fetched.isEmpty() && room.availablePermits() == request.maxInFlight();
    }

    private void hand(StoredRecord record) {
        owned.add(record.partition());
        OffsetTracker tracker = trackers.computeIfAbsent(record.partition(), partition -> new OffsetTracker());
        if (tracker.wasHanded(record.offset())) {
            room.release();
            return;
        }
        AtomicBoolean handled = tracker.hand(record.offset());
        handle(record).whenComplete((value, failure) -> {
            if (failure != null) {
                LOG.atWarn()
                        .addKeyValue("group", request.group())
                        .addKeyValue("generation", record.key())
                        .setCause(failure)
                        .log("handler failed; the event counts as handled");
            }
            handled.set(true);
            room.release();
        });
    }

    private CompletionStage<?> handle(StoredRecord record) {
        RecordedEvent event;
        try {
            event = reading.event(record);
        } catch (TransportException e) {
            reading.reportPoison(record, e);
            return CompletableFuture.completedStage(record);
        }
        try {
            return Objects.requireNonNull(handler.onEvent(event), "the handler returned no stage");
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private void collectHandled() {
        trackers.forEach((partition, tracker) -> {
            if (owned.contains(partition)) {
                tracker.advance().ifPresent(offset -> uncommitted.put(partition, offset));
            }
        });
    }

    /** Waits for room a moment only, so that the group's membership is kept alive. */
    private boolean awaitRoom() {
        try {
            return !isClosing(0) && room.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closing.countDown();
            return false;
        }
    }

    private boolean isClosing(long waitMillis) {
        try {
            return closing.await(waitMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closing.countDown();
            return true;
        }
    }
}
