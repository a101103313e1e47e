package io.telltale.node.demo;

import io.telltale.spi.GenerationId;
import io.telltale.transport.EventHandler;
import io.telltale.transport.EventLog;
import io.telltale.transport.InterventionDecided;
import io.telltale.transport.LogEvent;
import io.telltale.transport.RecordedEvent;
import io.telltale.transport.Subscription;
import io.telltale.transport.SubscriptionRequest;
import io.telltale.transport.SubscriptionRequest.StartAt;
import io.telltale.transport.Topic;
import io.telltale.transport.VerdictIssued;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Reads verdicts and interventions off the log, as any other program could. Safe for use by several threads. */
final class EventCollector implements AutoCloseable {

    private static final int MAX_IN_FLIGHT = 256;

    private final Subscription subscription;
    private final Map<GenerationId, List<VerdictIssued>> verdicts = new HashMap<>();
    private final LoopLag lag = new LoopLag();
    private Consumer<LogEvent> watcher = event -> {};

    EventCollector(EventLog log) {
        SubscriptionRequest request = new SubscriptionRequest(
                Set.of(Topic.VERDICTS, Topic.INTERVENTIONS), "demo", StartAt.LATEST, MAX_IN_FLIGHT);
        this.subscription = log.subscribe(request, EventHandler.of(this::onEvent));
        subscription.ready().toCompletableFuture().join();
    }

    /** Lets someone see every event from now on, on the subscription's thread. */
    synchronized void watch(Consumer<LogEvent> newWatcher) {
        watcher = newWatcher;
    }

    /** Returns the verdicts on one generation, in their order. */
    synchronized List<VerdictIssued> verdictsOn(GenerationId generation) {
        return List.copyOf(verdicts.getOrDefault(generation, List.of()));
    }

    synchronized DemoSummary.Loop loop() {
        return lag.summary();
    }

    private synchronized void onEvent(RecordedEvent recorded) {
        switch (recorded.event()) {
            case VerdictIssued issued ->
                verdicts.computeIfAbsent(issued.generation(), key -> new ArrayList<>())
                        .add(issued);
            case InterventionDecided decided -> lag.add(decided);
            default -> {}
        }
        watcher.accept(recorded.event());
    }

    @Override
    public void close() {
        subscription.close();
    }
}
