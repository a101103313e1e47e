package io.telltale.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.spi.GenerationId;
import io.telltale.spi.SequenceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CacheLedgerTest {

    private final CacheLedger ledger = new CacheLedger(new CacheLedger.Limits(100, 3));

    @Test
    void admitsTheOldestAsLongAsThereIsRoom() {
        ledger.enter(sequence(0), 60);
        ledger.enter(sequence(1), 50);
        ledger.enter(sequence(2), 10);

        assertThat(ledger.admit()).containsExactly(sequence(0));

        ledger.leave(sequence(0));

        assertThat(ledger.admit()).containsExactly(sequence(1), sequence(2));
        assertThat(ledger.free()).isEqualTo(40);
    }

    @Test
    void runsNoMoreSequencesThanAllowed() {
        for (int i = 0; i < 4; i++) {
            ledger.enter(sequence(i), 1);
        }

        assertThat(ledger.admit()).hasSize(3);
        assertThat(ledger.waiting()).isEqualTo(1);
    }

    @Test
    void forgetsOneThatLeavesBeforeItIsAdmitted() {
        ledger.enter(sequence(0), 100);
        ledger.enter(sequence(1), 100);
        ledger.admit();

        ledger.leave(sequence(1));
        ledger.leave(sequence(0));

        assertThat(ledger.admit()).isEmpty();
        assertThat(ledger.free()).isEqualTo(100);
    }

    @Test
    void refusesWhatCanNeverBeAdmitted() {
        assertThatThrownBy(() -> ledger.enter(sequence(0), 101))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("101 positions")
                .hasMessageContaining("room for 100");
    }

    /** Reservations never exceed the limits, everybody is admitted in the order of arrival, and all comes back in the end. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void keepsItsBooksWhateverComesAndGoes(long seed) {
        Random random = new Random(seed);
        Map<SequenceId, Integer> running = new HashMap<>();
        List<SequenceId> admitted = new ArrayList<>();
        Map<SequenceId, Integer> asked = new HashMap<>();

        for (int i = 0; i < 500; i++) {
            SequenceId coming = sequence(i);
            asked.put(coming, 1 + random.nextInt(100));
            ledger.enter(coming, asked.get(coming));
            if (!running.isEmpty() && random.nextBoolean()) {
                SequenceId leaving = running.keySet().iterator().next();
                ledger.leave(leaving);
                running.remove(leaving);
            }
            ledger.admit().forEach(sequence -> {
                running.put(sequence, asked.get(sequence));
                admitted.add(sequence);
            });
            int reserved = running.values().stream().mapToInt(Integer::intValue).sum();
            assertThat(ledger.free()).isEqualTo(100 - reserved).isNotNegative();
            assertThat(running).hasSizeLessThanOrEqualTo(3);
        }

        assertThat(admitted).isSortedAccordingTo((one, other) -> Integer.compare(number(one), number(other)));
        asked.keySet().forEach(ledger::leave);
        assertThat(ledger.free()).isEqualTo(100);
        assertThat(ledger.waiting()).isZero();
    }

    private static int number(SequenceId sequence) {
        return Integer.parseInt(sequence.generation().value().substring(1));
    }

    private static SequenceId sequence(int index) {
        return new SequenceId(new GenerationId("g" + index), 0);
    }
}
