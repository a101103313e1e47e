package io.telltale.runtime;

import io.telltale.engine.shard.ScheduledIntervention;
import io.telltale.engine.shard.Shard;
import io.telltale.engine.shard.ShardCapture;
import io.telltale.engine.shard.ShardInput;
import io.telltale.engine.shard.ShardOutput;
import io.telltale.engine.shard.ShardStep;
import io.telltale.engine.shard.ShardStep.Wanted;
import io.telltale.spi.FloatMatrix;
import io.telltale.spi.HookSite;
import io.telltale.spi.SequenceId;
import io.telltale.spi.TokenIds;
import io.telltale.spi.TokenSpan;
import java.util.ArrayList;
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
 * Works with one shard: its layers, weights and KV caches. Runs on a thread of its own, because a step is a blocking native call. Hands
 * every command on to the next worker, a batch with the residual streams that its layers have left; the last worker answers the
 * coordinators and tells the scheduler that the batch is done.
 */
public final class ShardWorker extends AbstractMatchingBehavior<ShardWorker.Command> {

    /** What a worker can be told. */
    public sealed interface Command {}

    /**
     * One step of one sequence, or a part of one, the same for all shards.
     *
     * @param positions that the step computes
     * @param wanted what the coordinator is told at the end
     */
    public record Step(
            SequenceId sequence,
            TokenSpan positions,
            ShardCapture capture,
            List<ScheduledIntervention> interventions,
            Wanted wanted,
            ActorRef<GenerationCoordinator.Command> replyTo) {

        Step part(TokenSpan some, Wanted partWanted) {
            return new Step(sequence, some, capture, interventions, partWanted, replyTo);
        }
    }

    /**
     * A step on its way through the shards.
     *
     * @param input of the next shard
     * @param captured by the shards before
     */
    public record SequenceRun(Step step, ShardInput input, Map<HookSite, FloatMatrix> captured) {

        static SequenceRun ofTokens(Step step, TokenIds tokens) {
            return new SequenceRun(step, new ShardInput.Tokens(tokens), Map.of());
        }

        private ShardStep shardStep() {
            return new ShardStep(
                    step.sequence(),
                    step.positions().from(),
                    input,
                    step.capture(),
                    step.interventions(),
                    step.wanted());
        }

        private void failed(RuntimeException cause) {
            step.replyTo().tell(new GenerationCoordinator.StepFailed(String.valueOf(cause.getMessage())));
        }
    }

    /**
     * Runs this shard's layers over steps of different sequences.
     *
     * @param failed sequences whose steps the shards before could not do; their coordinators know
     */
    public record RunBatch(
            long number, List<SequenceRun> runs, List<SequenceId> failed, ActorRef<BatchScheduler.Command> scheduler)
            implements Command {}

    /**
     * Makes room for a sequence.
     *
     * @param positions that it takes at most
     */
    public record Open(SequenceId sequence, int positions) implements Command {}

    /** Makes room for a sequence that begins with the first positions of another one. */
    public record Fork(SequenceId source, SequenceId sequence, int length) implements Command {}

    /** Cuts a sequence back to its first positions. */
    public record Truncate(SequenceId sequence, int length) implements Command {}

    /** Forgets a sequence. */
    public record Release(SequenceId sequence) implements Command {}

    /**
     * How a worker is placed.
     *
     * @param next worker, whom commands and batches go on to; none behind the last
     * @param limit of what it sends
     * @param parting what happens to the shard when the worker stops
     */
    public record Place(Optional<ActorRef<Command>> next, MessageLimit limit, Parting parting) {

        /** A worker that shares a process with its shard's owner and its neighbours. */
        static Place inside(Optional<ActorRef<Command>> next) {
            return new Place(next, MessageLimit.NONE, Parting.CLOSE);
        }
    }

    /** What a worker that stops leaves behind. */
    public enum Parting {
        /** Nothing: the shard is closed. */
        CLOSE,
        /** The shard without any sequence, for another worker. */
        RELEASE_SEQUENCES
    }

    private final Shard shard;
    private final Place place;
    private final Set<SequenceId> held = new HashSet<>();
    /** Sequences without room, and why: their first step says so. */
    private final Map<SequenceId, RuntimeException> refused = new HashMap<>();

    /** Makes a worker, the only one of its shard. */
    public static Behavior<Command> create(Shard shard, Place place) {
        return Behaviors.setup(context -> new ShardWorker(context, shard, place));
    }

    private ShardWorker(ActorContext<Command> context, Shard shard, Place place) {
        super(context);
        this.shard = shard;
        this.place = place;
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        switch (command) {
            case RunBatch batch -> onRunBatch(batch);
            case Open opened -> {
                held.add(opened.sequence());
                prepare(opened.sequence(), () -> shard.open(opened.sequence(), opened.positions()));
                handOn(opened);
            }
            case Fork forked -> {
                held.add(forked.sequence());
                prepare(forked.sequence(), () -> shard.fork(forked.source(), forked.sequence(), forked.length()));
                handOn(forked);
            }
            case Truncate truncated -> {
                prepare(truncated.sequence(), () -> shard.truncate(truncated.sequence(), truncated.length()));
                handOn(truncated);
            }
            case Release released -> {
                refused.remove(released.sequence());
                held.remove(released.sequence());
                shard.release(released.sequence());
                handOn(released);
            }
        }
        return this;
    }

    @Override
    public Behavior<Command> onSignal(Signal signal) {
        if (signal instanceof PostStop) {
            part();
        }
        return this;
    }

    private void part() {
        switch (place.parting()) {
            case CLOSE -> shard.close();
            case RELEASE_SEQUENCES -> held.forEach(shard::release);
        }
    }

    private void prepare(SequenceId sequence, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            refused.put(sequence, e);
        }
    }

    private void handOn(Command command) {
        place.next().ifPresent(worker -> worker.tell(command));
    }

    private void onRunBatch(RunBatch batch) {
        List<SequenceRun> fit = new ArrayList<>(batch.runs().size());
        List<SequenceId> failed = new ArrayList<>(batch.failed());
        for (SequenceRun run : batch.runs()) {
            try {
                check(run);
                fit.add(run);
            } catch (RuntimeException e) {
                fail(run, e, failed);
            }
        }
        List<ShardOutput> outputs = compute(fit, failed);
        pass(new RunBatch(batch.number(), fit.subList(0, outputs.size()), failed, batch.scheduler()), outputs);
    }

    private void check(SequenceRun run) {
        RuntimeException cause = refused.get(run.step().sequence());
        if (cause != null) {
            throw cause;
        }
        shard.check(run.shardStep());
    }

    /** Returns nothing if the batch could not be computed. */
    private List<ShardOutput> compute(List<SequenceRun> runs, List<SequenceId> failed) {
        if (runs.isEmpty()) {
            return List.of();
        }
        try {
            return shard.run(runs.stream().map(SequenceRun::shardStep).toList());
        } catch (RuntimeException e) {
            runs.forEach(run -> fail(run, e, failed));
            return List.of();
        }
    }

    private void fail(SequenceRun run, RuntimeException cause, List<SequenceId> failed) {
        getContext()
                .getLog()
                .atWarn()
                .addKeyValue("sequence", run.step().sequence())
                .setCause(cause)
                .log("step failed");
        failed.add(run.step().sequence());
        run.failed(cause);
    }

    private void pass(RunBatch batch, List<ShardOutput> outputs) {
        if (place.next().isPresent() && !outputs.isEmpty()) {
            passOn(batch, forTheNext(batch, outputs), place.next().get());
            return;
        }
        List<SequenceId> failed = new ArrayList<>(batch.failed());
        List<Runnable> answers = new ArrayList<>();
        for (int i = 0; i < outputs.size(); i++) {
            answers.add(answer(batch.runs().get(i), outputs.get(i), failed));
        }
        // The scheduler first: what the coordinators then ask of it finds the batch done.
        batch.scheduler().tell(new BatchScheduler.BatchCompleted(batch.number(), failed));
        answers.forEach(Runnable::run);
    }

    private void passOn(RunBatch done, RunBatch onward, ActorRef<Command> worker) {
        try {
            place.limit().check(onward);
            worker.tell(onward);
        } catch (IllegalArgumentException tooLarge) {
            List<SequenceId> failed = new ArrayList<>(done.failed());
            done.runs().forEach(run -> fail(run, tooLarge, failed));
            done.scheduler().tell(new BatchScheduler.BatchCompleted(done.number(), failed));
        }
    }

    private static RunBatch forTheNext(RunBatch batch, List<ShardOutput> outputs) {
        List<SequenceRun> runs = new ArrayList<>(outputs.size());
        for (int i = 0; i < outputs.size(); i++) {
            SequenceRun run = batch.runs().get(i);
            if (!(outputs.get(i) instanceof ShardOutput.ResidualOutput residual)) {
                throw new IllegalStateException("a shard with others behind it gave no residual stream");
            }
            ShardInput input = new ShardInput.Residual(residual.values());
            runs.add(new SequenceRun(run.step(), input, merged(run.captured(), residual.captured())));
        }
        return new RunBatch(batch.number(), runs, batch.failed(), batch.scheduler());
    }

    private Runnable answer(SequenceRun run, ShardOutput output, List<SequenceId> failed) {
        GenerationCoordinator.Command answer = answer(run, output);
        try {
            place.limit().check(answer);
            return () -> run.step().replyTo().tell(answer);
        } catch (IllegalArgumentException tooLarge) {
            fail(run, tooLarge, failed);
            return () -> {};
        }
    }

    private static GenerationCoordinator.Command answer(SequenceRun run, ShardOutput output) {
        TokenSpan positions = run.step().positions();
        Map<HookSite, FloatMatrix> captured = merged(run.captured(), output.captured());
        return switch (output) {
            case ShardOutput.LogitsOutput last ->
                new GenerationCoordinator.StepCompleted(positions, last.logits(), captured);
            case ShardOutput.StatesOutput states -> new GenerationCoordinator.PartCompleted(positions, captured);
            case ShardOutput.ResidualOutput residual ->
                throw new IllegalStateException("the last shard gave a residual stream");
        };
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
}
