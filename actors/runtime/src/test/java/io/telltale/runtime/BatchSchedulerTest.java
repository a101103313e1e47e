package io.telltale.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.engine.shard.ScheduledIntervention;
import io.telltale.engine.shard.ShardCapture;
import io.telltale.engine.shard.ShardInput;
import io.telltale.engine.shard.ShardStep.Wanted;
import io.telltale.runtime.BatchScheduler.BatchCompleted;
import io.telltale.runtime.BatchScheduler.Enter;
import io.telltale.runtime.BatchScheduler.Leave;
import io.telltale.runtime.BatchScheduler.Pause;
import io.telltale.runtime.BatchScheduler.ReuseUnit;
import io.telltale.runtime.BatchScheduler.Rewind;
import io.telltale.runtime.BatchScheduler.Submit;
import io.telltale.runtime.BatchSettings.PrefixReuse;
import io.telltale.runtime.ShardWorker.Fork;
import io.telltale.runtime.ShardWorker.Open;
import io.telltale.runtime.ShardWorker.Release;
import io.telltale.runtime.ShardWorker.RunBatch;
import io.telltale.runtime.ShardWorker.Truncate;
import io.telltale.spi.Addition;
import io.telltale.spi.Direction;
import io.telltale.spi.GenerationId;
import io.telltale.spi.InterventionWindow;
import io.telltale.spi.SequenceId;
import io.telltale.spi.SequenceInfo;
import io.telltale.spi.TokenIds;
import io.telltale.spi.TokenSpan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.Effect;
import org.apache.pekko.actor.testkit.typed.javadsl.BehaviorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.Test;

class BatchSchedulerTest {

    private static final int CHUNK = 32;
    private static final int MOST = 300;
    private static final int BYTES = 10;
    private static final BatchSettings SETTINGS = new BatchSettings(100, CHUNK, 1000 * BYTES, 8, PrefixReuse.ON);

    private final TestInbox<ShardWorker.Command> shard = TestInbox.create();
    private final TestInbox<GenerationCoordinator.Command> coordinator = TestInbox.create();
    private final AtomicReference<BatchStatus> status = new AtomicReference<>(BatchStatus.IDLE);

    @Test
    void opensASequenceAndRunsItsPromptChunkByChunk() {
        BehaviorTestKit<BatchScheduler.Command> scheduler = start(1);
        enter(scheduler, 0, MOST);

        submit(scheduler, 0, new TokenSpan(0, 70));

        assertThat(shard.receiveMessage()).isEqualTo(new Open(sequence(0), MOST));
        assertThat(batch()).isEqualTo(Map.of(sequence(0), new TokenSpan(0, 32)));
        scheduler.run(new BatchCompleted(1, List.of()));
        assertThat(batch()).isEqualTo(Map.of(sequence(0), new TokenSpan(32, 64)));
        scheduler.run(new BatchCompleted(2, List.of()));
        RunBatch last = (RunBatch) shard.receiveMessage();
        assertThat(last.runs().getFirst().step().positions()).isEqualTo(new TokenSpan(64, 70));
        assertThat(last.runs().getFirst().step().wanted()).isEqualTo(Wanted.LOGITS);
        assertThat(last.runs().getFirst().input())
                .isEqualTo(new ShardInput.Tokens(tokens(0, 70).slice(64, 70)));
    }

    @Test
    void wantsNoScoresOfAPartThatMoreFollows() {
        BehaviorTestKit<BatchScheduler.Command> scheduler = start(1);
        enter(scheduler, 0, MOST);

        submit(scheduler, 0, new TokenSpan(0, 70));

        shard.receiveMessage();
        RunBatch first = (RunBatch) shard.receiveMessage();
        assertThat(first.runs().getFirst().step().wanted()).isEqualTo(Wanted.STATES);
    }

    @Test
    void waitsForThoseOfTheLastBatchSoThatTheyStayTogether() {
        BehaviorTestKit<BatchScheduler.Command> scheduler = start(1);
        runTogether(scheduler, 3);

        submit(scheduler, 0, TokenSpan.at(4));
        submit(scheduler, 1, TokenSpan.at(4));

        assertThat(shard.hasMessages()).isFalse();

        submit(scheduler, 2, TokenSpan.at(4));

        assertThat(batch()).containsOnlyKeys(sequence(0), sequence(1), sequence(2));
    }

    @Test
    void waitsForNobodyWhoPausesOrHasLeft() {
        BehaviorTestKit<BatchScheduler.Command> scheduler = start(1);
        runTogether(scheduler, 3);

        submit(scheduler, 0, TokenSpan.at(4));
        scheduler.run(new Pause(sequence(1)));
        scheduler.run(new Leave(sequence(2), SteeredTokens.NONE));

        assertThat(shard.receiveMessage()).isEqualTo(new Release(sequence(2)));
        assertThat(batch()).containsOnlyKeys(sequence(0));
    }

    @Test
    void losesItsPatienceWithOneThatDoesNotComeBack() {
        BehaviorTestKit<BatchScheduler.Command> scheduler = start(1);
        runTogether(scheduler, 2);
        scheduler.getAllEffects();

        submit(scheduler, 0, TokenSpan.at(4));

        assertThat(shard.hasMessages()).isFalse();
        Effect.TimerScheduled<?> patience = scheduler.expectEffectClass(Effect.TimerScheduled.class);
        patience.send().apply();
        scheduler.runOne();
        assertThat(batch()).containsOnlyKeys(sequence(0));
    }

    @Test
    void sendsAsManyBatchesAsThereAreShardsAndSharesTheAnswersOut() {
        BehaviorTestKit<BatchScheduler.Command> scheduler = start(2);
        for (int i = 0; i < 6; i++) {
            enter(scheduler, i, 10);
        }
        for (int i = 0; i < 6; i++) {
            submit(scheduler, i, new TokenSpan(0, 1));
        }

        assertThat(shard.getAllReceived())
                .filteredOn(RunBatch.class::isInstance)
                .hasSize(2);

        scheduler.run(new BatchCompleted(1, List.of()));
        submit(scheduler, 0, TokenSpan.at(1));

        for (int i = 2; i < 5; i++) {
            assertThat(shard.receiveMessage()).isEqualTo(new Open(sequence(i), 10));
        }
        assertThat(batch()).containsOnlyKeys(sequence(2), sequence(3), sequence(4));
    }

    @Test
    void letsOneWaitUntilThereIsMemory() {
        BehaviorTestKit<BatchScheduler.Command> scheduler = start(1);
        enter(scheduler, 0, 600);
        enter(scheduler, 1, 600);
        submit(scheduler, 1, new TokenSpan(0, 3));

        assertThat(shard.hasMessages()).isFalse();
        assertThat(status.get().running()).isEqualTo(1);
        assertThat(status.get().waiting()).isEqualTo(1);
        assertThat(status.get().reservedBytes()).isEqualTo(600 * BYTES);

        scheduler.run(new Leave(sequence(0), SteeredTokens.NONE));

        assertThat(shard.receiveMessage()).isEqualTo(new Open(sequence(1), 600));
        assertThat(batch()).containsOnlyKeys(sequence(1));
    }

    @Test
    void forgetsOneThatLeavesWhileItWaits() {
        BehaviorTestKit<BatchScheduler.Command> scheduler = start(1);
        enter(scheduler, 0, 1000);
        enter(scheduler, 1, 1000);
        submit(scheduler, 1, new TokenSpan(0, 3));

        scheduler.run(new Leave(sequence(1), SteeredTokens.NONE));
        scheduler.run(new Leave(sequence(0), SteeredTokens.NONE));
        scheduler.run(new Leave(sequence(0), SteeredTokens.NONE));

        assertThat(shard.hasMessages()).isFalse();
        assertThat(status.get().reservedBytes()).isZero();
        assertThat(status.get().waiting()).isZero();
    }

    @Test
    void refusesWhatWillNeverFit() {
        BehaviorTestKit<BatchScheduler.Command> scheduler = start(1);

        enter(scheduler, 0, 1001);

        assertThat(coordinator.receiveMessage())
                .isInstanceOfSatisfying(
                        GenerationCoordinator.StepFailed.class,
                        failed -> assertThat(failed.reason())
                                .contains("1001 positions take 10010 bytes, and there are 10000"));
    }

    @Test
    void stopsAPromptThatItsGenerationHasGivenUp() {
        BehaviorTestKit<BatchScheduler.Command> scheduler = start(1);
        enter(scheduler, 0, MOST);
        submit(scheduler, 0, new TokenSpan(0, 200));
        shard.getAllReceived();

        scheduler.run(new Leave(sequence(0), SteeredTokens.NONE));
        scheduler.run(new BatchCompleted(1, List.of()));

        assertThat(shard.getAllReceived()).containsExactly(new Release(sequence(0)));
        assertThat(status.get().reservedBytes()).isZero();
    }

    @Test
    void goesOnWithNoPromptThatHasFailed() {
        BehaviorTestKit<BatchScheduler.Command> scheduler = start(1);
        enter(scheduler, 0, MOST);
        enter(scheduler, 1, MOST);
        submit(scheduler, 0, new TokenSpan(0, 200));
        shard.getAllReceived();
        submit(scheduler, 1, new TokenSpan(0, 3));

        scheduler.run(new BatchCompleted(1, List.of(sequence(0))));
        scheduler.run(new Leave(sequence(0), SteeredTokens.NONE));

        assertThat(shard.receiveMessage()).isEqualTo(new Release(sequence(0)));
        assertThat(shard.receiveMessage()).isEqualTo(new Open(sequence(1), MOST));
        assertThat(batch()).containsOnlyKeys(sequence(1));
    }

    @Test
    void takesTheNextStepThoughItComesBeforeTheEndOfTheBatch() {
        BehaviorTestKit<BatchScheduler.Command> scheduler = start(1);
        enter(scheduler, 0, MOST);
        submit(scheduler, 0, new TokenSpan(0, 3));
        shard.getAllReceived();

        submit(scheduler, 0, TokenSpan.at(3));
        scheduler.run(new BatchCompleted(1, List.of()));

        assertThat(batch()).isEqualTo(Map.of(sequence(0), TokenSpan.at(3)));
    }

    @Test
    void beginsWithWhatASequenceThatIsOverHolds() {
        BehaviorTestKit<BatchScheduler.Command> scheduler = start(1);
        runAlone(scheduler, 0, 50);
        scheduler.run(new Leave(sequence(0), held(50)));
        enter(scheduler, 1, MOST);

        submit(scheduler, 1, new TokenSpan(0, 60));

        assertThat(shard.receiveMessage()).isEqualTo(new Fork(sequence(0), sequence(1), 50));
        assertThat(batch()).isEqualTo(Map.of(sequence(1), new TokenSpan(50, 60)));
        assertThat(status.get().parkedBytes()).isEqualTo(50 * BYTES);
    }

    @Test
    void beginsWithWhatARunningPromptHasComeTo() {
        BehaviorTestKit<BatchScheduler.Command> scheduler = start(1);
        enter(scheduler, 0, MOST);
        enter(scheduler, 1, MOST);
        submit(scheduler, 0, new TokenSpan(0, 40));
        shard.getAllReceived();
        submit(scheduler, 1, new TokenSpan(0, 60));

        scheduler.run(new BatchCompleted(1, List.of()));

        assertThat(shard.receiveMessage()).isEqualTo(new Fork(sequence(0), sequence(1), 32));
        assertThat(batch()).isEqualTo(Map.of(sequence(0), new TokenSpan(32, 40), sequence(1), new TokenSpan(32, 60)));
    }

    @Test
    void reusesNoPositionThatIsCapturedOrSteered() {
        BehaviorTestKit<BatchScheduler.Command> scheduler = start(1);
        runAlone(scheduler, 0, 50);
        scheduler.run(new Leave(sequence(0), held(50)));
        shard.getAllReceived();
        enter(scheduler, 1, MOST);
        enter(scheduler, 2, MOST);
        enter(scheduler, 3, MOST);

        scheduler.run(submission(
                1, new TokenSpan(0, 60), ShardCapture.of(List.of(TestPlugins.READ), new TokenSpan(20, 60)), List.of()));
        ScheduledIntervention addition = new ScheduledIntervention(
                new Addition(TestPlugins.STEERED, Direction.of(new float[] {1, 0}), 1), new InterventionWindow(30, 99));
        scheduler.run(submission(2, new TokenSpan(0, 60), ShardCapture.NONE, List.of(addition)));
        scheduler.run(submission(
                3,
                new TokenSpan(0, 60),
                ShardCapture.of(List.of(TestPlugins.READ), ShardCapture.EVERY_POSITION),
                List.of()));
        scheduler.run(new BatchCompleted(3, List.of()));

        assertThat(shard.getAllReceived())
                .contains(
                        new Fork(sequence(0), sequence(1), 20),
                        new Fork(sequence(1), sequence(2), 30),
                        new Open(sequence(3), MOST));
    }

    @Test
    void computesAtLeastTheLastPositionOfAPrompt() {
        BehaviorTestKit<BatchScheduler.Command> scheduler = start(1);
        runAlone(scheduler, 0, 50);
        scheduler.run(new Leave(sequence(0), held(50)));
        enter(scheduler, 1, MOST);

        submit(scheduler, 1, new TokenSpan(0, 50));

        assertThat(shard.receiveMessage()).isEqualTo(new Fork(sequence(0), sequence(1), 49));
        assertThat(batch()).isEqualTo(Map.of(sequence(1), new TokenSpan(49, 50)));
    }

    @Test
    void reusesWholeChunksOfPromptsWhereEveryBitCounts() {
        BehaviorTestKit<BatchScheduler.Command> scheduler = start(1, SETTINGS, ReuseUnit.PROMPT_CHUNK);
        runAlone(scheduler, 0, 50);
        // Of these 100 positions, 50 are of the answer: computed one by one, not in chunks.
        scheduler.run(new Leave(sequence(0), held(100)));
        enter(scheduler, 1, MOST);

        submit(scheduler, 1, new TokenSpan(0, 100));

        assertThat(shard.receiveMessage()).isEqualTo(new Fork(sequence(0), sequence(1), 32));
    }

    @Test
    void keepsNothingWhenPrefixesAreNotReused() {
        BehaviorTestKit<BatchScheduler.Command> scheduler =
                start(1, SETTINGS.withPrefixReuse(PrefixReuse.OFF), ReuseUnit.POSITION);
        runAlone(scheduler, 0, 50);

        scheduler.run(new Leave(sequence(0), held(50)));

        assertThat(shard.receiveMessage()).isEqualTo(new Release(sequence(0)));
        assertThat(status.get().parkedBytes()).isZero();
    }

    @Test
    void letsKeptSequencesGoWhenARunningOneNeedsTheRoom() {
        BehaviorTestKit<BatchScheduler.Command> scheduler = start(1);
        runAlone(scheduler, 0, 50);
        scheduler.run(new Leave(sequence(0), held(50)));

        enter(scheduler, 1, 951);

        assertThat(shard.receiveMessage()).isEqualTo(new Release(sequence(0)));
        assertThat(status.get().parkedBytes()).isZero();
    }

    @Test
    void cutsASequenceBackAndGoesOnFromThere() {
        BehaviorTestKit<BatchScheduler.Command> scheduler = start(1);
        runAlone(scheduler, 0, 50);
        submit(scheduler, 0, TokenSpan.at(50));
        shard.getAllReceived();

        scheduler.run(new Rewind(sequence(0), 40));
        submit(scheduler, 0, new TokenSpan(40, 45));
        scheduler.run(new BatchCompleted(3, List.of()));

        assertThat(shard.receiveMessage()).isEqualTo(new Truncate(sequence(0), 40));
        assertThat(batch()).isEqualTo(Map.of(sequence(0), new TokenSpan(40, 45)));
    }

    /** Runs prompts of some sequences in one batch and completes it. */
    private void runTogether(BehaviorTestKit<BatchScheduler.Command> scheduler, int count) {
        enter(scheduler, 9, 10);
        submit(scheduler, 9, new TokenSpan(0, 1));
        for (int i = 0; i < count; i++) {
            enter(scheduler, i, 10);
            submit(scheduler, i, new TokenSpan(0, 4));
        }
        scheduler.run(new Leave(sequence(9), SteeredTokens.NONE));
        scheduler.run(new BatchCompleted(1, List.of()));
        scheduler.run(new BatchCompleted(2, List.of()));
        shard.getAllReceived();
    }

    /** Runs a prompt of one sequence to its end: two batches. */
    private void runAlone(BehaviorTestKit<BatchScheduler.Command> scheduler, int index, int length) {
        enter(scheduler, index, MOST);
        submit(scheduler, index, new TokenSpan(0, length));
        scheduler.run(new BatchCompleted(1, List.of()));
        scheduler.run(new BatchCompleted(2, List.of()));
        shard.getAllReceived();
    }

    private BehaviorTestKit<BatchScheduler.Command> start(int shards) {
        return start(shards, SETTINGS, ReuseUnit.POSITION);
    }

    private BehaviorTestKit<BatchScheduler.Command> start(int shards, BatchSettings settings, ReuseUnit reuse) {
        return BehaviorTestKit.create(BatchScheduler.create(
                new BatchScheduler.Setup(settings, reuse, shards, 8, BYTES, positions -> 0, status), shard.getRef()));
    }

    private void enter(BehaviorTestKit<BatchScheduler.Command> scheduler, int index, int mostPositions) {
        scheduler.run(new Enter(new SequenceInfo(sequence(index), 50), mostPositions, coordinator.getRef()));
    }

    private void submit(BehaviorTestKit<BatchScheduler.Command> scheduler, int index, TokenSpan positions) {
        scheduler.run(submission(index, positions, ShardCapture.NONE, List.of()));
    }

    private Submit submission(
            int index, TokenSpan positions, ShardCapture capture, List<ScheduledIntervention> interventions) {
        ShardWorker.Step step = new ShardWorker.Step(
                sequence(index), positions, capture, interventions, Wanted.LOGITS, coordinator.getRef());
        return new Submit(step, tokens(positions.from(), positions.until()));
    }

    private Map<SequenceId, TokenSpan> batch() {
        Map<SequenceId, TokenSpan> parts = new HashMap<>();
        ((RunBatch) shard.receiveMessage())
                .runs()
                .forEach(run -> parts.put(run.step().sequence(), run.step().positions()));
        return parts;
    }

    private static SteeredTokens held(int length) {
        return new SteeredTokens(tokens(0, length), List.of());
    }

    /** All sequences of this test say the same. */
    private static TokenIds tokens(int from, int until) {
        return TokenIds.of(IntStream.range(from, until).toArray());
    }

    private static SequenceId sequence(int index) {
        return new SequenceId(new GenerationId("g" + index), 0);
    }
}
