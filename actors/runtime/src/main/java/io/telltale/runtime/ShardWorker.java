package io.telltale.runtime;

import io.telltale.engine.shard.ScheduledIntervention;
import io.telltale.engine.shard.Shard;
import io.telltale.engine.shard.ShardCapture;
import io.telltale.engine.shard.ShardInput;
import io.telltale.engine.shard.ShardOutput;
import io.telltale.engine.shard.ShardStep;
import io.telltale.spi.FloatMatrix;
import io.telltale.spi.HookSite;
import io.telltale.spi.SequenceId;
import io.telltale.spi.TokenIds;
import io.telltale.spi.TokenSpan;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Owns one shard: its layers, weights and KV caches. Runs on a thread of its own, because a step is a blocking native call. Hands
 * the residual stream to the next worker; the last one answers the coordinator.
 */
public final class ShardWorker extends AbstractMatchingBehavior<ShardWorker.Command> {

    /** What a worker can be told. */
    public sealed interface Command {}

    /**
     * One step of one sequence, the same for all shards.
     *
     * @param positions that the step computes
     */
    record Step(
            SequenceId sequence,
            TokenSpan positions,
            ShardCapture capture,
            List<ScheduledIntervention> interventions,
            ActorRef<GenerationCoordinator.Command> replyTo) {}

    /**
     * Runs this shard's layers over a step.
     *
     * @param captured by the shards before
     */
    record RunStep(Step step, ShardInput input, Map<HookSite, FloatMatrix> captured) implements Command {

        static RunStep ofTokens(Step step, TokenIds tokens) {
            return new RunStep(step, new ShardInput.Tokens(tokens), Map.of());
        }
    }

    /** Forgets a sequence, here and in the shards behind. */
    record Release(SequenceId sequence) implements Command {}

    private final Shard shard;
    private final Optional<ActorRef<Command>> next;
    private final Set<SequenceId> open = new HashSet<>();

    /** Makes a worker that closes its shard when it stops. */
    static Behavior<Command> create(Shard shard, Optional<ActorRef<Command>> next) {
        return Behaviors.setup(context -> new ShardWorker(context, shard, next));
    }

    private ShardWorker(ActorContext<Command> context, Shard shard, Optional<ActorRef<Command>> next) {
        super(context);
        this.shard = shard;
        this.next = next;
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        switch (command) {
            case RunStep run -> onRunStep(run);
            case Release release -> onRelease(release);
        }
        return this;
    }

    @Override
    public Behavior<Command> onSignal(Signal signal) {
        if (signal instanceof PostStop) {
            shard.close();
        }
        return this;
    }

    private void onRunStep(RunStep run) {
        try {
            forward(run, compute(run));
        } catch (RuntimeException e) {
            getContext()
                    .getLog()
                    .atWarn()
                    .addKeyValue("sequence", run.step().sequence())
                    .setCause(e)
                    .log("step failed");
            run.step().replyTo().tell(new GenerationCoordinator.StepFailed(String.valueOf(e.getMessage())));
        }
    }

    private ShardOutput compute(RunStep run) {
        Step step = run.step();
        if (open.add(step.sequence())) {
            shard.open(step.sequence());
        }
        return shard.run(new ShardStep(
                step.sequence(), step.positions().from(), run.input(), step.capture(), step.interventions()));
    }

    private void forward(RunStep run, ShardOutput output) {
        Map<HookSite, FloatMatrix> captured = merged(run.captured(), output.captured());
        switch (output) {
            case ShardOutput.ResidualOutput residual ->
                next.orElseThrow(() -> new IllegalStateException("the last shard gave no logits"))
                        .tell(new RunStep(run.step(), new ShardInput.Residual(residual.values()), captured));
            case ShardOutput.StatesOutput states -> throw new IllegalStateException("every step wants logits");
            case ShardOutput.LogitsOutput last ->
                run.step().replyTo().tell(new GenerationCoordinator.StepCompleted(last.logits(), captured));
        }
    }

    private static Map<HookSite, FloatMatrix> merged(
            Map<HookSite, FloatMatrix> before, Map<HookSite, FloatMatrix> here) {
        if (before.isEmpty()) {
            return here;
        }
        Map<HookSite, FloatMatrix> all = new HashMap<>(before);
        all.putAll(here);
        return all;
    }

    private void onRelease(Release release) {
        if (open.remove(release.sequence())) {
            shard.release(release.sequence());
        }
        next.ifPresent(worker -> worker.tell(release));
    }
}
