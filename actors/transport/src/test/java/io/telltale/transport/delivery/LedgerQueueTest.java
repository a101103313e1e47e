package io.telltale.transport.delivery;

import static io.telltale.transport.SampleEvents.AT;
import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.spi.GenerationId;
import io.telltale.spi.SequenceId;
import io.telltale.transport.LedgerEntry;
import io.telltale.transport.LedgerEntry.Kind;
import io.telltale.transport.SampleEvents;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LedgerQueueTest {

    private static final ShedReason FULL = ShedReason.QUEUE_FULL;

    private final LedgerQueue queue = new LedgerQueue();

    @Test
    void contiguousActivationsBecomeOneEntry() {
        for (int number = 4; number < 9; number++) {
            queue.addShed(SampleEvents.activations(number), FULL, AT);
        }

        assertThat(drain()).singleElement().satisfies(owed -> {
            assertThat(owed.entry().firstEventNumber()).isEqualTo(4);
            assertThat(owed.entry().count()).isEqualTo(5);
            assertThat(owed.shedEvents()).isEqualTo(5);
        });
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void aGapStartsAnotherEntry() {
        queue.addShed(SampleEvents.activations(1), FULL, AT);
        queue.addShed(SampleEvents.activations(3), FULL, AT);

        assertThat(drain()).extracting(owed -> owed.entry().firstEventNumber()).containsExactlyInAnyOrder(1L, 3L);
    }

    @Test
    void reasonsAreKeptApart() {
        queue.addShed(SampleEvents.activations(1), FULL, AT);
        queue.addShed(SampleEvents.activations(2), ShedReason.NOT_ACKNOWLEDGED, AT);

        assertThat(drain())
                .extracting(owed -> owed.entry().detail())
                .containsExactlyInAnyOrder(FULL.detail(), ShedReason.NOT_ACKNOWLEDGED.detail());
    }

    @Test
    void moreSequencesThanCanBeKeptApartAreCountedTogether() {
        int sequences = 10_000;
        for (int i = 0; i < sequences; i++) {
            queue.addShed(SampleEvents.activations(new SequenceId(new GenerationId("g" + i), 0), 0), FULL, AT);
        }

        List<LedgerQueue.Owed> all = drain();

        assertThat(all).hasSizeLessThan(5_000);
        assertThat(all.stream().mapToLong(LedgerQueue.Owed::shedEvents).sum()).isEqualTo(sequences);
        assertThat(all).anyMatch(owed -> owed.entry().generation().equals(LedgerEntry.NO_GENERATION));
    }

    @Test
    void moreGapsThanCanBeKeptApartAreCountedTogether() {
        int events = 10_000;
        for (int i = 0; i < events; i++) {
            queue.addShed(SampleEvents.activations(2L * i), FULL, AT);
        }

        List<LedgerQueue.Owed> all = drain();

        assertThat(all).hasSizeLessThan(5_000);
        assertThat(all.stream().mapToLong(LedgerQueue.Owed::shedEvents).sum()).isEqualTo(events);
    }

    @Test
    void moreEntriesOfOthersThanThereIsRoomForAreCounted() {
        int entries = 10_000;
        for (int i = 0; i < entries; i++) {
            queue.add(LedgerEntry.ofNode(Kind.PLUGIN_RESTARTED, "restart " + i, AT));
        }

        List<LedgerQueue.Owed> all = drain();

        assertThat(all).hasSizeLessThan(5_000).allMatch(owed -> owed.shedEvents() == 0);
        assertThat(all.stream().mapToLong(owed -> owed.entry().count()).sum()).isEqualTo(entries);
    }

    @Test
    void whatIsPutBackComesNext() {
        queue.addShed(SampleEvents.activations(1), FULL, AT);
        LedgerQueue.Owed owed = queue.next(AT).orElseThrow();
        queue.addShed(SampleEvents.activations(2), FULL, AT);

        queue.putBack(owed);

        assertThat(queue.next(AT)).contains(owed);
    }

    private List<LedgerQueue.Owed> drain() {
        List<LedgerQueue.Owed> all = new ArrayList<>();
        for (Optional<LedgerQueue.Owed> next = queue.next(AT); next.isPresent(); next = queue.next(AT)) {
            all.add(next.get());
        }
        return all;
    }
}
