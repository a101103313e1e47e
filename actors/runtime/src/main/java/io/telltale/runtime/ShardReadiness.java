package io.telltale.runtime;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Whether the shards of the model are all there. Safe for use by several threads. */
final class ShardReadiness {

    private final CompletableFuture<Void> first = new CompletableFuture<>();
    /** What is missing; empty if nothing is. */
    private volatile String missing = "the model's shards are not connected yet";

    void whole() {
        missing = "";
        first.complete(null);
    }

    void incomplete(String reason) {
        missing = reason;
    }

    /**
     * Checks that the model can generate.
     *
     * @throws ShardMissingException if it cannot
     */
    void check() {
        String reason = missing;
        if (!reason.isEmpty()) {
            throw new ShardMissingException(reason);
        }
    }

    /**
     * Waits until the shards are connected for the first time.
     *
     * @throws ShardMissingException if they are not in time
     */
    void await(Duration patience) {
        try {
            first.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new ShardMissingException("gave up after " + patience.toSeconds() + " s: " + missing);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ShardMissingException("interrupted: " + missing);
        }
    }
}
