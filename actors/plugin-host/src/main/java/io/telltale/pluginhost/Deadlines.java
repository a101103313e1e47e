package io.telltale.pluginhost;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs something later unless it is cancelled before: the host's only notion of time passing. */
@FunctionalInterface
public interface Deadlines {
    /** Runs the action once, after the delay, on any thread. */
    Deadline after(Duration delay, Runnable action);

    /** A deadline that is running. */
    @FunctionalInterface
    interface Deadline {
        /** Cancels the deadline; without effect if it has passed. */
        void cancel();
    }

    /** Counts deadlines on a daemon thread that lives as long as the process: plugins may outlive whoever started them. */
    static Deadlines onThread(String name) {
        ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(
                1, work -> Thread.ofPlatform().daemon().name(name).unstarted(work));
        scheduler.setRemoveOnCancelPolicy(true);
        return (delay, action) -> {
            var scheduled = scheduler.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> scheduled.cancel(false);
        };
    }
}
