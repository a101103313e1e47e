package io.telltale.transport;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Takes the events of a subscription.
 *
 * <p>Called by the subscription's own thread, one event after the other; a partition's events come in order. It may return before
 * it is done: the event counts as handled when the stage completes. If it throws, or the stage fails, the event is reported and
 * counts as handled all the same.
 */
@FunctionalInterface
public interface EventHandler {

    /** Takes one event; the stage completes, from any thread, when it is handled. */
    CompletionStage<?> onEvent(RecordedEvent event);

    /** Makes a handler that is done when the action returns. */
    static EventHandler of(Consumer<RecordedEvent> action) {
        return event -> {
            action.accept(event);
            return CompletableFuture.completedStage(event);
        };
    }
}
