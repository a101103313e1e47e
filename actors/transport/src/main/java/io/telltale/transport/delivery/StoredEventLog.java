package io.telltale.transport.delivery;

import io.telltale.transport.Accounting;
import io.telltale.transport.Accounting.Counts;
import io.telltale.transport.EventHandler;
import io.telltale.transport.EventLog;
import io.telltale.transport.LogEvent;
import io.telltale.transport.QueueLimits;
import io.telltale.transport.RecordedEvent;
import io.telltale.transport.Subscription;
import io.telltale.transport.SubscriptionRequest;
import io.telltale.transport.Topic;
import io.telltale.transport.avro.EventCodec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log over any store: encodes, queues, keeps the books and runs the subscriptions. */
public final class StoredEventLog implements EventLog {

    private static final Logger LOG = LoggerFactory.getLogger(StoredEventLog.class);
    private static final Duration DEFAULT_CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final RecordStore store;
    private final EventCodec codec = new EventCodec();
    private final LogPublisher publisher;
    private final RecordReading reading;
    private final Set<SubscriptionLoop> subscriptions = ConcurrentHashMap.newKeySet();
    private final Duration closeTimeout;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Makes the log of a store, and closes the store with it. */
    public StoredEventLog(RecordStore store, QueueLimits limits, InstantSource clock) {
        this(store, limits, clock, DEFAULT_CLOSE_TIMEOUT);
    }

    StoredEventLog(RecordStore store, QueueLimits limits, InstantSource clock, Duration closeTimeout) {
        this.store = store;
        this.closeTimeout = closeTimeout;
        this.publisher = new LogPublisher(store, codec, limits, clock);
        this.reading = new RecordReading(codec, clock, this::publish);
    }

    @Override
    public void publish(LogEvent event, Map<String, String> headers) {
        publisher.publish(event, Map.copyOf(headers));
    }

    @Override
    public Subscription subscribe(SubscriptionRequest request, EventHandler handler) {
        if (closed.get()) {
            throw new IllegalStateException("the log is closed");
        }
        SubscriptionLoop subscription = SubscriptionLoop.start(store, request, handler, reading);
        subscriptions.removeIf(SubscriptionLoop::isClosed);
        subscriptions.add(subscription);
        if (closed.get()) {
            subscription.close();
        }
        return subscription;
    }

    @Override
    public Stream<RecordedEvent> read(Set<Topic> topics) {
        return store.read(topics).map(reading::eventIfReadable).flatMap(Optional::stream);
    }

    @Override
    public Accounting accounting() {
        return publisher.accounting();
    }

    @Override
    public boolean flush(Duration timeout) {
        return publisher.flush(timeout);
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        subscriptions.forEach(SubscriptionLoop::close);
        publisher.stop(closeTimeout);
        store.close(closeTimeout);
        Counts counts = accounting().all();
        if (!counts.balanced()) {
            LOG.atWarn()
                    .addKeyValue("published", counts.published())
                    .addKeyValue("delivered", counts.delivered())
                    .addKeyValue("ledgered", counts.ledgered())
                    .log("the log is closed before every event was delivered or ledgered");
        }
    }
}
