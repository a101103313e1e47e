package io.telltale.node.http;

import io.telltale.spi.GenerationId;
import java.util.List;
import java.util.function.Consumer;

/** The generations behind one answer; they can be told to end before it is known which they are. Safe for use by several threads. */
final class RunningChoices {

    private final Consumer<GenerationId> cancel;
    private List<GenerationId> running = List.of();
    private boolean cancelled;

    /**
     * @param cancel ends a generation; has no effect on one that has ended
     */
    RunningChoices(Consumer<GenerationId> cancel) {
        this.cancel = cancel;
    }

    /** Names the generations. */
    void are(List<GenerationId> started) {
        if (note(started)) {
            started.forEach(cancel);
        }
    }

    /** Ends all of them. */
    void cancel() {
        noteCancelled().forEach(cancel);
    }

    private synchronized boolean note(List<GenerationId> started) {
        running = started;
        return cancelled;
    }

    private synchronized List<GenerationId> noteCancelled() {
        cancelled = true;
        return running;
    }
}
