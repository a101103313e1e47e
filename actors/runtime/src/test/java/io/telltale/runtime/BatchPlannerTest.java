package io.telltale.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.runtime.BatchPlanner.Part;
import io.telltale.spi.GenerationId;
import io.telltale.spi.SequenceId;
import io.telltale.spi.TokenSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchPlannerTest {

    private static final int NO_SHARE = Integer.MAX_VALUE;

    private final Map<SequenceId, TokenSpan> rests = new HashMap<>();

    @Test
    void takesRunningAnswersFirstAndFillsUpWithChunksOfPrompts() {
        BatchPlanner planner = planner(20, 8);
        add(planner, 0, new TokenSpan(0, 30));
        add(planner, 1, TokenSpan.at(5));
        add(planner, 2, new TokenSpan(0, 4));

        List<Part> batch = next(planner, NO_SHARE);

        assertThat(batch)
                .containsExactly(part(1, TokenSpan.at(5)), part(0, new TokenSpan(0, 8)), part(2, new TokenSpan(0, 4)));
    }

    @Test
    void cutsAPromptAtMultiplesOfTheChunkWhereverItBegins() {
        BatchPlanner planner = planner(20, 8);
        add(planner, 0, new TokenSpan(11, 30));

        assertThat(next(planner, NO_SHARE)).containsExactly(part(0, new TokenSpan(11, 16)));
        assertThat(next(planner, NO_SHARE)).containsExactly(part(0, new TokenSpan(16, 24)));
        assertThat(next(planner, NO_SHARE)).containsExactly(part(0, new TokenSpan(24, 30)));
        assertThat(next(planner, NO_SHARE)).isEmpty();
    }

    @Test
    void leavesRoomForOneChunkHoweverManyAnswersRun() {
        BatchPlanner planner = planner(10, 4);
        for (int i = 1; i <= 20; i++) {
            add(planner, i, TokenSpan.at(i));
        }
        add(planner, 0, new TokenSpan(0, 9));

        List<Part> batch = next(planner, NO_SHARE);

        assertThat(batch).hasSize(7).contains(part(0, new TokenSpan(0, 4)));
    }

    @Test
    void takesNoMoreAnswersThanItsShare() {
        BatchPlanner planner = planner(100, 4);
        for (int i = 0; i < 6; i++) {
            add(planner, i, TokenSpan.at(i));
        }

        assertThat(next(planner, 4)).hasSize(4);
        assertThat(next(planner, 4)).hasSize(2);
    }

    @Test
    void forgetsWhatIsRemoved() {
        BatchPlanner planner = planner(10, 4);
        add(planner, 0, TokenSpan.at(3));
        add(planner, 1, new TokenSpan(0, 3));

        planner.remove(sequence(0));
        planner.remove(sequence(1));

        assertThat(planner.isEmpty()).isTrue();
    }

    /** Whatever waits: batches keep to the budget, hold a sequence once, compute every position once, starve nobody. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void keepsToItsBudgetAndStarvesNobody(long seed) {
        Random random = new Random(seed);
        int chunk = 1 + random.nextInt(16);
        int budget = chunk + 1 + random.nextInt(32);
        BatchPlanner planner = planner(budget, chunk);
        int sequences = 1 + random.nextInt(40);
        for (int i = 0; i < sequences; i++) {
            add(planner, i, new TokenSpan(0, 1 + random.nextInt(60)));
        }
        Map<SequenceId, Integer> lastSeen = new HashMap<>();

        for (int round = 1; !planner.isEmpty(); round++) {
            List<Part> batch = next(planner, NO_SHARE);
            assertThat(batch).isNotEmpty();
            assertThat(batch.stream()
                            .mapToInt(part -> part.positions().length())
                            .sum())
                    .isLessThanOrEqualTo(budget);
            Set<SequenceId> once = new HashSet<>();
            batch.forEach(part -> assertThat(once.add(part.sequence())).isTrue());
            for (Part part : batch) {
                lastSeen.put(part.sequence(), round);
            }
            int now = round;
            // In the worst case every other sequence takes a turn first.
            assertThat(rests.keySet())
                    .allSatisfy(waiting ->
                            assertThat(now - lastSeen.getOrDefault(waiting, 0)).isLessThanOrEqualTo(2 * sequences));
        }
        assertThat(rests).isEmpty();
    }

    /** Takes a batch and has it computed: what is left of a prompt waits again. */
    private List<Part> next(BatchPlanner planner, int share) {
        List<Part> batch = planner.next(share, this::rest);
        for (Part part : new ArrayList<>(batch)) {
            TokenSpan rest = rest(part.sequence());
            rests.remove(part.sequence());
            assertThat(part.positions().from()).isEqualTo(rest.from());
            if (part.positions().until() < rest.until()) {
                TokenSpan left = new TokenSpan(part.positions().until(), rest.until());
                rests.put(part.sequence(), left);
                planner.add(part.sequence(), left.length());
            }
        }
        return batch;
    }

    private TokenSpan rest(SequenceId waiting) {
        return Objects.requireNonNull(rests.get(waiting));
    }

    private void add(BatchPlanner planner, int index, TokenSpan rest) {
        rests.put(sequence(index), rest);
        planner.add(sequence(index), rest.length());
    }

    private static BatchPlanner planner(int budget, int chunk) {
        return new BatchPlanner(new BatchSettings(budget, chunk, 1, 0, BatchSettings.PrefixReuse.ON));
    }

    private static Part part(int index, TokenSpan positions) {
        return new Part(sequence(index), positions);
    }

    private static SequenceId sequence(int index) {
        return new SequenceId(new GenerationId("g" + index), 0);
    }
}
