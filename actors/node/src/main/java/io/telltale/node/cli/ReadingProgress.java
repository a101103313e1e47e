package io.telltale.node.cli;

import io.telltale.transport.EventSource;
import io.telltale.transport.RecordedEvent;
import io.telltale.transport.Topic;
import java.io.PrintWriter;
import java.util.Set;
import java.util.stream.Stream;

/** Passes a source's events on and shows how far the reading is; used by one thread. */
final class ReadingProgress implements EventSource {

    private static final int EVENTS_PER_LINE = 10_000;

    private final EventSource source;
    private final PrintWriter err;
    private long events;

    ReadingProgress(EventSource source, PrintWriter err) {
        this.source = source;
        this.err = err;
    }

    @Override
    public Stream<RecordedEvent> read(Set<Topic> topics) {
        return source.read(topics).peek(event -> count());
    }

    private void count() {
        events++;
        if (events % EVENTS_PER_LINE == 0) {
            err.println("read " + events + " events");
        }
    }
}
