package io.telltale.runtime;

import io.telltale.transport.Accounting;
import io.telltale.transport.EventHandler;
import io.telltale.transport.EventLog;
import io.telltale.transport.LogEvent;
import io.telltale.transport.RecordedEvent;
import io.telltale.transport.Subscription;
import io.telltale.transport.SubscriptionRequest;
import io.telltale.transport.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Keeps what is published, for tests to look at; its readers see what a test hands them. */
final class RecordingLog implements EventLog {

    private final List<LogEvent> events = new CopyOnWriteArrayList<>();
    private final List<EventHandler> handlers = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch mayEnd = new CountDownLatch(0);
    private volatile boolean closed;
    private volatile Predicate<LogEvent> refused = event -> false;

    /** Throws when such an event is published. */
    void refuse(Predicate<LogEvent> events) {
        refused = events;
    }

    /** Lets the closing of subscriptions wait. */
    void endSubscriptionsAfter(CountDownLatch latch) {
        mayEnd = latch;
    }

    /** Hands an event to every reader; the stage completes when all have handled it. */
    CompletionStage<?> hand(LogEvent event) {
        RecordedEvent recorded = new RecordedEvent(event, Topic.of(event), 0, 0, Map.of(), Instant.EPOCH);
        return CompletableFuture.allOf(handlers.stream()
                .map(handler -> handler.onEvent(recorded).toCompletableFuture())
                .toArray(CompletableFuture[]::new));
    }

    <E extends LogEvent> List<E> of(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Override
    public void publish(LogEvent event, Map<String, String> headers) {
        if (refused.test(event)) {
            throw new IllegalStateException("refused by the test");
        }
        events.add(event);
    }

    @Override
    public Subscription subscribe(SubscriptionRequest request, EventHandler handler) {
        if (closed) {
            throw new IllegalStateException("the log is closed");
        }
        handlers.add(handler);
        return new Subscription() {
            @Override
            public CompletionStage<?> ready() {
                return CompletableFuture.completedStage(request);
            }

            @Override
            public CompletionStage<?> caughtUp() {
                return CompletableFuture.completedStage(request);
            }

            @Override
            public void close() {
                handlers.remove(handler);
                TestPlugins.awaitOrInterrupt(mayEnd);
            }
        };
    }

    @Override
    public Stream<RecordedEvent> read(Set<Topic> topics) {
        throw new UnsupportedOperationException("this log is only written");
    }

    @Override
    public Accounting accounting() {
        Accounting.Counts counts = new Accounting.Counts(events.size(), events.size(), 0, 0);
        return new Accounting(counts, counts);
    }

    @Override
    public boolean flush(Duration timeout) {
        return true;
    }

    @Override
    public void close() {
        closed = true;
    }
}
