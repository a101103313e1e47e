package io.telltale.pluginhost;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Deadlines that pass when a test says so. */
final class ManualDeadlines implements Deadlines {
    private final List<Running> running = new ArrayList<>();

    private record Running(Duration delay, Runnable action) {}

    @Override
    public synchronized Deadline after(Duration delay, Runnable action) {
        Running deadline = new Running(delay, action);
        running.add(deadline);
        return () -> cancel(deadline);
    }

    /** Lets every deadline pass that runs and is at most that long. */
    void pass(Duration time) {
        take(time).forEach(deadline -> deadline.action().run());
    }

    private synchronized void cancel(Running deadline) {
        running.remove(deadline);
    }

    private synchronized List<Running> take(Duration time) {
        List<Running> due = running.stream()
                .filter(deadline -> deadline.delay().compareTo(time) <= 0)
                .toList();
        running.removeAll(due);
        return due;
    }
}
