package io.telltale.runtime;

import io.telltale.engine.shard.ScheduledIntervention;
import io.telltale.engine.shard.ShardCapture;
import io.telltale.engine.shard.ShardStep.Wanted;
import io.telltale.runtime.BatchScheduler.BatchCompleted;
import io.telltale.runtime.BatchScheduler.Enter;
import io.telltale.runtime.BatchScheduler.Leave;
import io.telltale.runtime.BatchScheduler.ReuseUnit;
import io.telltale.runtime.BatchScheduler.Submit;
import io.telltale.runtime.BatchSettings.PrefixReuse;
import io.telltale.runtime.ShardWorker.RunBatch;
import io.telltale.spi.GenerationId;
import io.telltale.spi.SequenceId;
import io.telltale.spi.SequenceInfo;
import io.telltale.spi.TokenIds;
import io.telltale.spi.TokenSpan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.BehaviorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;

/** A scheduler, with inboxes in place of its shard and of the generations. All its sequences say the same. */
final class SchedulerProbe {

    static final int MOST = 300;
    static final int BYTES = 10;
    static final BatchSettings SETTINGS = new BatchSettings(100, 32, 1000 * BYTES, 8, PrefixReuse.ON);

    private final TestInbox<ShardWorker.Command> shard = TestInbox.create();
    private final TestInbox<GenerationCoordinator.Command> coordinator = TestInbox.create();
    private final AtomicReference<BatchStatus> status = new AtomicReference<>(BatchStatus.IDLE);
    private final BehaviorTestKit<BatchScheduler.Command> kit;

    private SchedulerProbe(int shards, BatchSettings settings, ReuseUnit reuse) {
        kit = BehaviorTestKit.create(BatchScheduler.create(
                new BatchScheduler.Setup(settings, reuse, shards, 8, BYTES, positions -> 0, status), shard.getRef()));
    }

    static SchedulerProbe start(int shards) {
        return start(shards, SETTINGS, ReuseUnit.POSITION);
    }

    static SchedulerProbe start(int shards, BatchSettings settings, ReuseUnit reuse) {
        return new SchedulerProbe(shards, settings, reuse);
    }

    TestInbox<ShardWorker.Command> shard() {
        return shard;
    }

    TestInbox<GenerationCoordinator.Command> coordinator() {
        return coordinator;
    }

    BatchStatus status() {
        return status.get();
    }

    BehaviorTestKit<BatchScheduler.Command> kit() {
        return kit;
    }

    void run(BatchScheduler.Command command) {
        kit.run(command);
    }

    /** Runs prompts of some sequences in one batch and completes it. */
    void runTogether(int count) {
        enter(9, 10);
        submit(9, new TokenSpan(0, 1));
        for (int i = 0; i < count; i++) {
            enter(i, 10);
            submit(i, new TokenSpan(0, 4));
        }
        run(new Leave(sequence(9), SteeredTokens.NONE));
        run(new BatchCompleted(1, List.of()));
        run(new BatchCompleted(2, List.of()));
        shard.getAllReceived();
    }

    /** Runs a prompt of one sequence to its end: two batches. */
    void runAlone(int index, int length) {
        enter(index, MOST);
        submit(index, new TokenSpan(0, length));
        run(new BatchCompleted(1, List.of()));
        run(new BatchCompleted(2, List.of()));
        shard.getAllReceived();
    }

    void enter(int index, int mostPositions) {
        run(new Enter(new SequenceInfo(sequence(index), 50), mostPositions, coordinator.getRef()));
    }

    void submit(int index, TokenSpan positions) {
        run(submission(index, positions, ShardCapture.NONE, List.of()));
    }

    Submit submission(int index, TokenSpan positions, ShardCapture capture, List<ScheduledIntervention> interventions) {
        ShardWorker.Step step = new ShardWorker.Step(
                sequence(index), positions, capture, interventions, Wanted.LOGITS, coordinator.getRef());
        return new Submit(step, tokens(positions.from(), positions.until()));
    }

    Map<SequenceId, TokenSpan> batch() {
        Map<SequenceId, TokenSpan> parts = new HashMap<>();
        ((RunBatch) shard.receiveMessage())
                .runs()
                .forEach(run -> parts.put(run.step().sequence(), run.step().positions()));
        return parts;
    }

    static SteeredTokens held(int length) {
        return new SteeredTokens(tokens(0, length), List.of());
    }

    static TokenIds tokens(int from, int until) {
        return TokenIds.of(IntStream.range(from, until).toArray());
    }

    static SequenceId sequence(int index) {
        return new SequenceId(new GenerationId("g" + index), 0);
    }
}
