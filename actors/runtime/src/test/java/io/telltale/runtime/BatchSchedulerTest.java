package io.telltale.runtime;

import static io.telltale.runtime.SchedulerProbe.BYTES;
import static io.telltale.runtime.SchedulerProbe.MOST;
import static io.telltale.runtime.SchedulerProbe.sequence;
import static io.telltale.runtime.SchedulerProbe.tokens;
import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.engine.shard.ShardInput;
import io.telltale.engine.shard.ShardStep.Wanted;
import io.telltale.runtime.BatchScheduler.BatchCompleted;
import io.telltale.runtime.BatchScheduler.Leave;
import io.telltale.runtime.BatchScheduler.Pause;
import io.telltale.runtime.BatchScheduler.Rewind;
import io.telltale.runtime.ShardWorker.Open;
import io.telltale.runtime.ShardWorker.Release;
import io.telltale.runtime.ShardWorker.RunBatch;
import io.telltale.runtime.ShardWorker.Truncate;
import io.telltale.spi.TokenSpan;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.testkit.typed.Effect;
import org.junit.jupiter.api.Test;

class BatchSchedulerTest {

    @Test
    void opensASequenceAndRunsItsPromptChunkByChunk() {
        SchedulerProbe scheduler = SchedulerProbe.start(1);
        scheduler.enter(0, MOST);

        scheduler.submit(0, new TokenSpan(0, 70));

        assertThat(scheduler.shard().receiveMessage()).isEqualTo(new Open(sequence(0), MOST));
        assertThat(scheduler.batch()).isEqualTo(Map.of(sequence(0), new TokenSpan(0, 32)));
        scheduler.run(new BatchCompleted(1, List.of()));
        assertThat(scheduler.batch()).isEqualTo(Map.of(sequence(0), new TokenSpan(32, 64)));
        scheduler.run(new BatchCompleted(2, List.of()));
        RunBatch last = (RunBatch) scheduler.shard().receiveMessage();
        assertThat(last.runs().getFirst().step().positions()).isEqualTo(new TokenSpan(64, 70));
        assertThat(last.runs().getFirst().step().wanted()).isEqualTo(Wanted.LOGITS);
        assertThat(last.runs().getFirst().input())
                .isEqualTo(new ShardInput.Tokens(tokens(0, 70).slice(64, 70)));
    }

    @Test
    void wantsNoScoresOfAPartThatMoreFollows() {
        SchedulerProbe scheduler = SchedulerProbe.start(1);
        scheduler.enter(0, MOST);

        scheduler.submit(0, new TokenSpan(0, 70));

        scheduler.shard().receiveMessage();
        RunBatch first = (RunBatch) scheduler.shard().receiveMessage();
        assertThat(first.runs().getFirst().step().wanted()).isEqualTo(Wanted.STATES);
    }

    @Test
    void waitsForThoseOfTheLastBatchSoThatTheyStayTogether() {
        SchedulerProbe scheduler = SchedulerProbe.start(1);
        scheduler.runTogether(3);

        scheduler.submit(0, TokenSpan.at(4));
        scheduler.submit(1, TokenSpan.at(4));

        assertThat(scheduler.shard().hasMessages()).isFalse();

        scheduler.submit(2, TokenSpan.at(4));

        assertThat(scheduler.batch()).containsOnlyKeys(sequence(0), sequence(1), sequence(2));
    }

    @Test
    void waitsForNobodyWhoPausesOrHasLeft() {
        SchedulerProbe scheduler = SchedulerProbe.start(1);
        scheduler.runTogether(3);

        scheduler.submit(0, TokenSpan.at(4));
        scheduler.run(new Pause(sequence(1)));
        scheduler.run(new Leave(sequence(2), SteeredTokens.NONE));

        assertThat(scheduler.shard().receiveMessage()).isEqualTo(new Release(sequence(2)));
        assertThat(scheduler.batch()).containsOnlyKeys(sequence(0));
    }

    @Test
    void losesItsPatienceWithOneThatDoesNotComeBack() {
        SchedulerProbe scheduler = SchedulerProbe.start(1);
        scheduler.runTogether(2);
        scheduler.kit().getAllEffects();

        scheduler.submit(0, TokenSpan.at(4));

        assertThat(scheduler.shard().hasMessages()).isFalse();
        Effect.TimerScheduled<?> patience = scheduler.kit().expectEffectClass(Effect.TimerScheduled.class);
        patience.send().apply();
        scheduler.kit().runOne();
        assertThat(scheduler.batch()).containsOnlyKeys(sequence(0));
    }

    @Test
    void sendsAsManyBatchesAsThereAreShardsAndSharesTheAnswersOut() {
        SchedulerProbe scheduler = SchedulerProbe.start(2);
        for (int i = 0; i < 6; i++) {
            scheduler.enter(i, 10);
        }
        for (int i = 0; i < 6; i++) {
            scheduler.submit(i, new TokenSpan(0, 1));
        }

        assertThat(scheduler.shard().getAllReceived())
                .filteredOn(RunBatch.class::isInstance)
                .hasSize(2);

        scheduler.run(new BatchCompleted(1, List.of()));
        scheduler.submit(0, TokenSpan.at(1));

        for (int i = 2; i < 5; i++) {
            assertThat(scheduler.shard().receiveMessage()).isEqualTo(new Open(sequence(i), 10));
        }
        assertThat(scheduler.batch()).containsOnlyKeys(sequence(2), sequence(3), sequence(4));
    }

    @Test
    void letsOneWaitUntilThereIsMemory() {
        SchedulerProbe scheduler = SchedulerProbe.start(1);
        scheduler.enter(0, 600);
        scheduler.enter(1, 600);
        scheduler.submit(1, new TokenSpan(0, 3));

        assertThat(scheduler.shard().hasMessages()).isFalse();
        assertThat(scheduler.status().running()).isEqualTo(1);
        assertThat(scheduler.status().waiting()).isEqualTo(1);
        assertThat(scheduler.status().reservedBytes()).isEqualTo(600 * BYTES);

        scheduler.run(new Leave(sequence(0), SteeredTokens.NONE));

        assertThat(scheduler.shard().receiveMessage()).isEqualTo(new Open(sequence(1), 600));
        assertThat(scheduler.batch()).containsOnlyKeys(sequence(1));
    }

    @Test
    void forgetsOneThatLeavesWhileItWaits() {
        SchedulerProbe scheduler = SchedulerProbe.start(1);
        scheduler.enter(0, 1000);
        scheduler.enter(1, 1000);
        scheduler.submit(1, new TokenSpan(0, 3));

        scheduler.run(new Leave(sequence(1), SteeredTokens.NONE));
        scheduler.run(new Leave(sequence(0), SteeredTokens.NONE));
        scheduler.run(new Leave(sequence(0), SteeredTokens.NONE));

        assertThat(scheduler.shard().hasMessages()).isFalse();
        assertThat(scheduler.status().reservedBytes()).isZero();
        assertThat(scheduler.status().waiting()).isZero();
    }

    @Test
    void refusesWhatWillNeverFit() {
        SchedulerProbe scheduler = SchedulerProbe.start(1);

        scheduler.enter(0, 1001);

        assertThat(scheduler.coordinator().receiveMessage())
                .isInstanceOfSatisfying(
                        GenerationCoordinator.StepFailed.class,
                        failed -> assertThat(failed.reason())
                                .contains("1001 positions take 10010 bytes, and there are 10000"));
    }

    @Test
    void stopsAPromptThatItsGenerationHasGivenUp() {
        SchedulerProbe scheduler = SchedulerProbe.start(1);
        scheduler.enter(0, MOST);
        scheduler.submit(0, new TokenSpan(0, 200));
        scheduler.shard().getAllReceived();

        scheduler.run(new Leave(sequence(0), SteeredTokens.NONE));
        scheduler.run(new BatchCompleted(1, List.of()));

        assertThat(scheduler.shard().getAllReceived()).containsExactly(new Release(sequence(0)));
        assertThat(scheduler.status().reservedBytes()).isZero();
    }

    @Test
    void goesOnWithNoPromptThatHasFailed() {
        SchedulerProbe scheduler = SchedulerProbe.start(1);
        scheduler.enter(0, MOST);
        scheduler.enter(1, MOST);
        scheduler.submit(0, new TokenSpan(0, 200));
        scheduler.shard().getAllReceived();
        scheduler.submit(1, new TokenSpan(0, 3));

        scheduler.run(new BatchCompleted(1, List.of(sequence(0))));
        scheduler.run(new Leave(sequence(0), SteeredTokens.NONE));

        assertThat(scheduler.shard().receiveMessage()).isEqualTo(new Release(sequence(0)));
        assertThat(scheduler.shard().receiveMessage()).isEqualTo(new Open(sequence(1), MOST));
        assertThat(scheduler.batch()).containsOnlyKeys(sequence(1));
    }

    @Test
    void takesTheNextStepThoughItComesBeforeTheEndOfTheBatch() {
        SchedulerProbe scheduler = SchedulerProbe.start(1);
        scheduler.enter(0, MOST);
        scheduler.submit(0, new TokenSpan(0, 3));
        scheduler.shard().getAllReceived();

        scheduler.submit(0, TokenSpan.at(3));
        scheduler.run(new BatchCompleted(1, List.of()));

        assertThat(scheduler.batch()).isEqualTo(Map.of(sequence(0), TokenSpan.at(3)));
    }

    @Test
    void cutsASequenceBackAndGoesOnFromThere() {
        SchedulerProbe scheduler = SchedulerProbe.start(1);
        scheduler.runAlone(0, 50);
        scheduler.submit(0, TokenSpan.at(50));
        scheduler.shard().getAllReceived();

        scheduler.run(new Rewind(sequence(0), 40));
        scheduler.submit(0, new TokenSpan(40, 45));
        scheduler.run(new BatchCompleted(3, List.of()));

        assertThat(scheduler.shard().receiveMessage()).isEqualTo(new Truncate(sequence(0), 40));
        assertThat(scheduler.batch()).isEqualTo(Map.of(sequence(0), new TokenSpan(40, 45)));
    }
}
