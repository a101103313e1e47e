package io.telltale.runtime.cluster;

import io.telltale.runtime.BatchScheduler.BatchCompleted;
import io.telltale.runtime.GenerationCoordinator;
import io.telltale.runtime.MessageLimit;
import io.telltale.runtime.ShardWorker;
import io.telltale.runtime.ShardWorker.RunBatch;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Stands before the first shard of a chain that crosses processes. A network can lose a message without anybody's death, so every
 * batch has a deadline here; what the first shard cannot be sent is refused here.
 */
final class ChainEntrance extends AbstractMatchingBehavior<Object> {

    private record Overdue(long batch) {}

    /**
     * What an entrance works with.
     *
     * @param overdue is told when a batch does not come back
     */
    record Setup(
            ActorRef<ShardWorker.Command> first,
            MessageLimit limit,
            Duration batchTimeout,
            ActorRef<ChainKeeper.BatchLost> overdue) {}

    private final TimerScheduler<Object> timers;
    private final Setup setup;
    private final Map<Long, RunBatch> inFlight = new HashMap<>();

    static Behavior<ShardWorker.Command> create(Setup setup) {
        return Behaviors.setup((ActorContext<Object> context) ->
                        Behaviors.withTimers(timers -> new ChainEntrance(context, timers, setup)))
                .narrow();
    }

    private ChainEntrance(ActorContext<Object> context, TimerScheduler<Object> timers, Setup setup) {
        super(context);
        this.timers = timers;
        this.setup = setup;
    }

    @Override
    public Behavior<Object> onMessage(Object message) {
        switch (message) {
            case RunBatch batch -> onRunBatch(batch);
            case ShardWorker.Command other -> setup.first().tell(other);
            case BatchCompleted completed -> onBatchCompleted(completed);
            case Overdue overdue -> setup.overdue().tell(new ChainKeeper.BatchLost(setup.batchTimeout()));
            default -> throw new IllegalArgumentException("nobody sends " + message);
        }
        return this;
    }

    private void onRunBatch(RunBatch batch) {
        inFlight.put(batch.number(), batch);
        RunBatch ours = new RunBatch(
                batch.number(),
                batch.runs(),
                batch.failed(),
                getContext().getSelf().narrow());
        try {
            setup.limit().check(ours);
        } catch (IllegalArgumentException tooLarge) {
            refuse(batch, String.valueOf(tooLarge.getMessage()));
            return;
        }
        timers.startSingleTimer(batch.number(), new Overdue(batch.number()), setup.batchTimeout());
        setup.first().tell(ours);
    }

    private void refuse(RunBatch batch, String reason) {
        batch.runs().forEach(run -> run.step().replyTo().tell(new GenerationCoordinator.StepFailed(reason)));
        onBatchCompleted(new BatchCompleted(
                batch.number(),
                batch.runs().stream().map(run -> run.step().sequence()).toList()));
    }

    private void onBatchCompleted(BatchCompleted completed) {
        RunBatch batch = inFlight.remove(completed.number());
        timers.cancel(completed.number());
        if (batch != null) {
            batch.scheduler().tell(completed);
        }
    }
}
