package io.telltale.transport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A handler that keeps what it gets, for a test to look at. */
public final class EventRecorder implements EventHandler {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final BlockingQueue<RecordedEvent> events = new LinkedBlockingQueue<>();

    @Override
    public CompletionStage<?> onEvent(RecordedEvent event) {
        events.add(event);
        return CompletableFuture.completedStage(event);
    }

    /** Waits for the next event. */
    public RecordedEvent next() {
        try {
            RecordedEvent event = events.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (event == null) {
                throw new AssertionError("no event arrived in " + PATIENCE);
            }
            return event;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits for that many events. */
    public List<LogEvent> next(int count) {
        List<LogEvent> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            taken.add(next().event());
        }
        return taken;
    }

    /** Returns what has arrived and was not taken. */
    public List<LogEvent> rest() {
        List<RecordedEvent> rest = new ArrayList<>();
        events.drainTo(rest);
        return rest.stream().map(RecordedEvent::event).toList();
    }
}
