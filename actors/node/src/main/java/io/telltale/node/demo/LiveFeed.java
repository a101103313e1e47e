package io.telltale.node.demo;

import io.telltale.transport.EventHandler;
import io.telltale.transport.EventLog;
import io.telltale.transport.LogEvent;
import io.telltale.transport.RecordedEvent;
import io.telltale.transport.Subscription;
import io.telltale.transport.SubscriptionRequest;
import io.telltale.transport.SubscriptionRequest.StartAt;
import io.telltale.transport.Topic;
import java.util.Set;
import java.util.function.Consumer;

/** Follows verdicts and interventions on the log, as any other program could. Safe for use by several threads. */
final class LiveFeed implements AutoCloseable {

    private static final int MAX_IN_FLIGHT = 256;

    private final Subscription subscription;
    private volatile Consumer<LogEvent> watcher = event -> {};

    LiveFeed(EventLog log) {
        SubscriptionRequest request = new SubscriptionRequest(
                Set.of(Topic.VERDICTS, Topic.INTERVENTIONS), "demo", StartAt.LATEST, MAX_IN_FLIGHT);
        this.subscription = log.subscribe(request, EventHandler.of(this::onEvent));
        subscription.ready().toCompletableFuture().join();
    }

    /** Lets someone see every event from now on, on the subscription's thread. */
    void watch(Consumer<LogEvent> newWatcher) {
        watcher = newWatcher;
    }

    private void onEvent(RecordedEvent recorded) {
        watcher.accept(recorded.event());
    }

    @Override
    public void close() {
        subscription.close();
    }
}
