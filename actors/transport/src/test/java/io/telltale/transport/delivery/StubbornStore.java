package io.telltale.transport.delivery;

import io.telltale.transport.LogEvent;
import io.telltale.transport.SubscriptionRequest;
import io.telltale.transport.Topic;
import io.telltale.transport.avro.EventCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A store that leaves it to the test what becomes of a record. */
final class StubbornStore implements RecordStore {

    /** A record that awaits the test's decision. */
    record Attempt(LogEvent event, Acknowledgement acknowledgement) {}

    private static final long PATIENCE_SECONDS = 120;

    private final EventCodec codec = new EventCodec();
    private final BlockingQueue<Attempt> attempts = new LinkedBlockingQueue<>();
    private volatile boolean refusing;

    /** Throws at every record from now on. */
    void refuse() {
        refusing = true;
    }

    /** Waits for the next record. */
    Attempt next() {
        try {
            Attempt attempt = attempts.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (attempt == null) {
                throw new AssertionError("no record came");
            }
            return attempt;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    List<Attempt> next(int count) {
        List<Attempt> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            taken.add(next());
        }
        return taken;
    }

    @Override
    public void append(OutgoingRecord record, Acknowledgement acknowledgement) {
        if (refusing) {
            throw new IllegalStateException("refused on purpose");
        }
        attempts.add(new Attempt(codec.decode(record.payload()), acknowledgement));
    }

    @Override
    public RecordFollower follow(SubscriptionRequest request, AssignmentListener listener) {
        throw new UnsupportedOperationException("this store is only written");
    }

    @Override
    public Stream<StoredRecord> read(Set<Topic> topics) {
        throw new UnsupportedOperationException("this store is only written");
    }

    @Override
    public void close(Duration timeout) {
        attempts.forEach(attempt -> attempt.acknowledgement().failed(ShedReason.NOT_ACKNOWLEDGED, "closed"));
    }
}
