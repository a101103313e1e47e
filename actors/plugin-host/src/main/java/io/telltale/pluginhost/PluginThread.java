package io.telltale.pluginhost;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A plugin's own thread: makes one call at a time, each with a deadline. A call that misses it costs the thread: it is
 * interrupted and left to itself, never waited for, and every call from then on is lost.
 */
final class PluginThread {
    /** Whether calls are still made, and if not, why. */
    enum State {
        RUNNING,
        HUNG,
        CLOSED
    }

    /** A call that was never made, or whose result nobody waits for any more. */
    static final class LostCall extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final PluginFailure.Kind kind;

        LostCall(PluginFailure.Kind kind, String message) {
            super(message);
            this.kind = kind;
        }

        PluginFailure.Kind kind() {
            return kind;
        }
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);
    private final Set<Call<?>> waiting = ConcurrentHashMap.newKeySet();
    private final int waitingLimit;
    private final Deadlines deadlines;
    private final ExecutorService executor;

    PluginThread(String name, ClassLoader classLoader, int waitingLimit, Deadlines deadlines) {
        this.waitingLimit = waitingLimit;
        this.deadlines = deadlines;
        this.executor = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            thread.setContextClassLoader(classLoader);
            return thread;
        });
    }

    /** Makes a call in its turn; the deadline runs from its beginning. Fails with {@link LostCall} or what the call threw. */
    <T> CompletableFuture<T> call(Duration deadline, Callable<T> work) {
        if (waiting.size() >= waitingLimit) {
            return CompletableFuture.failedFuture(new LostCall(
                    PluginFailure.Kind.OVERLOADED,
                    waitingLimit + " calls wait for the plugin already; this one is lost"));
        }
        Call<T> call = new Call<>(deadline, work);
        waiting.add(call);
        try {
            executor.execute(call);
        } catch (RejectedExecutionException e) {
            call.lose(lost());
        }
        if (state.get() == State.HUNG) {
            call.lose(lost());
        }
        return call.result;
    }

    /** Makes no further calls; those that wait are still made. */
    void close() {
        state.compareAndSet(State.RUNNING, State.CLOSED);
        executor.shutdown();
    }

    private void abandon() {
        state.set(State.HUNG);
        executor.shutdownNow();
        List.copyOf(waiting).forEach(call -> call.lose(lost()));
    }

    private LostCall lost() {
        return state.get() == State.HUNG
                ? new LostCall(PluginFailure.Kind.HUNG, "the plugin hung on an earlier call and was not restarted yet")
                : new LostCall(PluginFailure.Kind.CLOSED, "the plugin is closed");
    }

    /** One call, from the moment it is asked for until somebody has its result. */
    private final class Call<T> implements Runnable {
        private final CompletableFuture<T> result = new CompletableFuture<>();
        private final Duration deadline;
        private final Callable<T> work;

        Call(Duration deadline, Callable<T> work) {
            this.deadline = deadline;
            this.work = work;
        }

        @Override
        public void run() {
            Deadlines.Deadline running = deadlines.after(deadline, this::hang);
            // A stage of the JDK catches whatever the plugin throws, errors included.
            var unused = CompletableFuture.supplyAsync(this::made, Runnable::run)
                    .whenComplete((value, failure) -> {
                        running.cancel();
                        settle(value, failure);
                    });
        }

        /** Settles the result with a failure; returns false if it was settled before. */
        boolean lose(Throwable failure) {
            waiting.remove(this);
            return result.completeExceptionally(failure);
        }

        private void settle(T value, @Nullable Throwable failure) {
            if (failure != null) {
                lose(failure);
            } else {
                waiting.remove(this);
                result.complete(value);
            }
        }

        private void hang() {
            String message = "the plugin did not answer within " + deadline.toMillis() + " ms";
            if (lose(new LostCall(PluginFailure.Kind.HUNG, message))) {
                abandon();
            }
        }

        private T made() {
            try {
                return work.call();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        }
    }
}
