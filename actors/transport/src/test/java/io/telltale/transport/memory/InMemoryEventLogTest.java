package io.telltale.transport.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.transport.EventLog;
import io.telltale.transport.EventLogContract;
import io.telltale.transport.QueueLimits;
import io.telltale.transport.SampleEvents;
import io.telltale.transport.Topic;
import io.telltale.transport.avro.Payload;
import io.telltale.transport.delivery.OutgoingRecord;
import io.telltale.transport.delivery.RecordStore.Acknowledgement;
import io.telltale.transport.delivery.ShedReason;
import io.telltale.transport.delivery.StoredEventLog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InMemoryEventLogTest extends EventLogContract {

    private static final InstantSource CLOCK = InstantSource.fixed(SampleEvents.AT);
    private static final long RETAINED_BYTES = 10_000_000;

    private InMemoryStore store = new InMemoryStore(3, RETAINED_BYTES);

    @Override
    protected EventLog open() {
        store = new InMemoryStore(3, RETAINED_BYTES);
        return new StoredEventLog(store, QueueLimits.DEFAULT, CLOCK);
    }

    @Override
    protected void put(Topic topic, String key, byte[] payload) {
        store.append(new OutgoingRecord(topic, key, Payload.owning(payload), Map.of(), CLOCK.instant()), SILENT);
    }

    @Test
    void theOldestRecordsGoWhenThereIsNoRoom() {
        var settings = new InMemoryEventLog.Settings(1, 2_000, QueueLimits.DEFAULT);
        try (EventLog small = InMemoryEventLog.open(settings, CLOCK)) {
            for (int number = 0; number < 100; number++) {
                small.publish(SampleEvents.activations(number));
            }
            small.flush(Duration.ofSeconds(10));

            var kept = small.read(Set.of(Topic.ACTIVATIONS)).toList();

            assertThat(kept).hasSizeBetween(1, 20);
            assertThat(kept.getLast().offset()).isEqualTo(99);
            assertThat(kept.getLast().event()).isEqualTo(SampleEvents.activations(99));
        }
    }

    private static final Acknowledgement SILENT = new Acknowledgement() {
        @Override
        public void stored() {}

        @Override
        public void failed(ShedReason reason, String message) {}
    };
}
