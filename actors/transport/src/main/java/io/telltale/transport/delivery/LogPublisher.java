package io.telltale.transport.delivery;

import io.telltale.transport.Accounting;
import io.telltale.transport.LedgerEntry;
import io.telltale.transport.LogEvent;
import io.telltale.transport.QueueLimits;
import io.telltale.transport.Topic;
import io.telltale.transport.avro.EventCodec;
import io.telltale.transport.delivery.RecordStore.Acknowledgement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes events without blocking, and stores them from a thread of its own; see {@link io.telltale.transport.EventLog}. */
final class LogPublisher {

    private record Waiting(LogEvent event, Map<String, String> headers, long bytes) {}

    private static final Logger LOG = LoggerFactory.getLogger(LogPublisher.class);

    /** How long the thread waits for an event before it looks after the ledger. */
    private static final long IDLE_MILLIS = 20;

    /** Events between two looks at the ledger while there is no idle moment. */
    private static final int EVENTS_PER_LEDGER_ROUND = 256;

    private static final int ENTRIES_PER_LEDGER_ROUND = 256;

    private final RecordStore store;
    private final EventCodec codec;
    private final InstantSource clock;
    private final DeliveryBook book;
    /** Bounded by the book, which admits what may be in it. */
    private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();

    private final Thread thread =
            Thread.ofPlatform().name("telltale-publisher").daemon().unstarted(this::run);
    private final AtomicBoolean stopping = new AtomicBoolean();

    LogPublisher(RecordStore store, EventCodec codec, QueueLimits limits, InstantSource clock) {
        this.store = store;
        this.codec = codec;
        this.clock = clock;
        this.book = new DeliveryBook(limits, clock);
        thread.start();
    }

    void publish(LogEvent event, Map<String, String> headers) {
        if (event instanceof LedgerEntry entry) {
            book.owe(entry);
            return;
        }
        long bytes = MemoryEstimate.bytes(event);
        if (book.admit(event, bytes)) {
            queue.add(new Waiting(event, headers, bytes));
        }
    }

    Accounting accounting() {
        return book.accounting();
    }

    boolean flush(Duration timeout) {
        return book.awaitSettled(timeout);
    }

    /** Takes nothing more, waits for what is held, then stops the thread; the store is closed by its owner. */
    void stop(Duration timeout) {
        book.close();
        book.awaitSettled(timeout);
        stopping.set(true);
        try {
            thread.join(timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        int sinceLedger = 0;
        while (!stopping.get()) {
            Optional<Waiting> next = await();
            next.ifPresent(this::store);
            sinceLedger++;
            if (next.isEmpty() || sinceLedger >= EVENTS_PER_LEDGER_ROUND) {
                storeLedger();
                sinceLedger = 0;
            }
        }
        for (Waiting left = queue.poll(); left != null; left = queue.poll()) {
            book.shed(left.event, left.bytes, ShedReason.CLOSED);
        }
    }

    private Optional<Waiting> await() {
        try {
            return Optional.ofNullable(queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            stopping.set(true);
            return Optional.empty();
        }
    }

    private void store(Waiting waiting) {
        OutgoingRecord record;
        try {
            record = encode(waiting.event, waiting.headers);
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("generation", waiting.event.generation()).log("event cannot be encoded", e);
            book.shed(waiting.event, waiting.bytes, ShedReason.NOT_ENCODABLE);
            return;
        }
        append(record, new Acknowledgement() {
            @Override
            public void stored() {
                book.delivered(waiting.event, waiting.bytes);
            }

            @Override
            public void failed(ShedReason reason) {
                book.shed(waiting.event, waiting.bytes, reason);
            }
        });
    }

    /** Sends the entries that wait, unless the last ones are still on their way. */
    private void storeLedger() {
        if (!book.noEntryInFlight()) {
            return;
        }
        for (int i = 0; i < ENTRIES_PER_LEDGER_ROUND; i++) {
            Optional<LedgerQueue.Owed> next = book.nextEntry();
            if (next.isEmpty()) {
                return;
            }
            storeEntry(next.get());
        }
    }

    private void storeEntry(LedgerQueue.Owed owed) {
        append(encode(owed.entry(), Map.of()), new Acknowledgement() {
            @Override
            public void stored() {
                book.ledgered(owed);
            }

            @Override
            public void failed(ShedReason reason) {
                book.notLedgered(owed);
            }
        });
    }

    private void append(OutgoingRecord record, Acknowledgement acknowledgement) {
        try {
            store.append(record, acknowledgement);
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("generation", record.key()).log("record is refused by the log", e);
            acknowledgement.failed(ShedReason.REFUSED);
        }
    }

    private OutgoingRecord encode(LogEvent event, Map<String, String> headers) {
        return new OutgoingRecord(
                Topic.of(event), event.generation().value(), codec.encode(event), headers, clock.instant());
    }
}
