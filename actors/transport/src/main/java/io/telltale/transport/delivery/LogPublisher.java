package io.telltale.transport.delivery;

import io.telltale.transport.Accounting;
import io.telltale.transport.LedgerEntry;
import io.telltale.transport.LogEvent;
import io.telltale.transport.QueueLimits;
import io.telltale.transport.Topic;
import io.telltale.transport.avro.EventCodec;
import io.telltale.transport.delivery.RecordStore.Acknowledgement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes events without blocking, and stores them from a thread of its own; see {@link io.telltale.transport.EventLog}. */
final class LogPublisher {

    private record Waiting(LogEvent event, Map<String, String> headers, long bytes) {}

    /** How long the thread waits for an event before it looks after the ledger. */
    private static final long IDLE_MILLIS = 20;

    /** Events between two looks at the ledger while there is no idle moment. */
    private static final int EVENTS_PER_LEDGER_ROUND = 256;

    private static final int ENTRIES_PER_LEDGER_ROUND = 256;

    /** Looks at the ledger that are left out after an entry failed: half a second if nothing else is to do. */
    private static final int ROUNDS_OF_REST = 25;

    private final RecordStore store;
    private final EventCodec codec;
    private final InstantSource clock;
    private final DeliveryBook book;
    /** Bounded by the book, which admits what may be in it. */
    private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();

    private final Thread thread =
            Thread.ofPlatform().name("telltale-publisher").daemon().unstarted(this::run);
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final AtomicInteger ledgerRest = new AtomicInteger();
    private final Outage outage = new Outage();

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
        book.admit(event, bytes, () -> queue.add(new Waiting(event, headers, bytes)));
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
        for (Waiting left = queue.poll(); left != null; left = queue.poll()) {
            book.shed(left.event, left.bytes, ShedReason.CLOSED);
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
            outage.failed("an event cannot be encoded: " + e);
            book.shed(waiting.event, waiting.bytes, ShedReason.NOT_ENCODABLE);
            return;
        }
        append(record, new Acknowledgement() {
            @Override
            public void stored() {
                outage.ended();
                book.delivered(waiting.event, waiting.bytes);
            }

            @Override
            public void failed(ShedReason reason, String message) {
                outage.failed(message);
                book.shed(waiting.event, waiting.bytes, reason);
            }
        });
    }

    /** Sends the entries that wait, unless the last ones are still on their way or failed a moment ago. */
    private void storeLedger() {
        if (ledgerRest.getAndUpdate(rounds -> Math.max(0, rounds - 1)) > 0 || !book.noEntryInFlight()) {
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
                outage.ended();
                book.ledgered(owed);
            }

            @Override
            public void failed(ShedReason reason, String message) {
                outage.failed(message);
                ledgerRest.set(ROUNDS_OF_REST);
                book.notLedgered(owed);
            }
        });
    }

    private void append(OutgoingRecord record, Acknowledgement acknowledgement) {
        try {
            store.append(record, acknowledgement);
        } catch (RuntimeException e) {
            acknowledgement.failed(ShedReason.REFUSED, String.valueOf(e.getMessage()));
        }
    }

    private OutgoingRecord encode(LogEvent event, Map<String, String> headers) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return new OutgoingRecord(Topic.of(event), event.generation().value(), codec.encode(event), headers, now);
    }
}
