package io.telltale.runtime;

import io.telltale.transport.Accounting;
import io.telltale.transport.EventHandler;
import io.telltale.transport.EventLog;
import io.telltale.transport.LogEvent;
import io.telltale.transport.RecordedEvent;
import io.telltale.transport.Subscription;
import io.telltale.transport.SubscriptionRequest;
import io.telltale.transport.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Keeps what is published, for tests to look at; nobody reads it. */
final class RecordingLog implements EventLog {

    private final List<LogEvent> events = new CopyOnWriteArrayList<>();

    <E extends LogEvent> List<E> of(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Override
    public void publish(LogEvent event, Map<String, String> headers) {
        events.add(event);
    }

    @Override
    public Subscription subscribe(SubscriptionRequest request, EventHandler handler) {
        throw new UnsupportedOperationException("this log is only written");
    }

    @Override
    public Stream<RecordedEvent> read(Set<Topic> topics) {
        throw new UnsupportedOperationException("this log is only written");
    }

    @Override
    public Accounting accounting() {
        Accounting.Counts counts = new Accounting.Counts(events.size(), events.size(), 0, 0);
        return new Accounting(counts, counts);
    }

    @Override
    public boolean flush(Duration timeout) {
        return true;
    }

    @Override
    public void close() {}
}
