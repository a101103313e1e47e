package io.telltale.runtime;

import io.telltale.engine.Batching;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.runtime.BatchPlanner.Part;
import io.telltale.spi.SequenceId;
import io.telltale.spi.SequenceInfo;
import io.telltale.spi.TokenIds;
import io.telltale.spi.TokenSpan;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntUnaryOperator;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Admits sequences, puts their steps together to batches and sends these through the shards, as many at once as there are
 * shards. A sequence is in one of them at most. When a batch is done, the next one waits a moment for those that were in it:
 * otherwise the first to come back would go alone and the others would follow in small batches.
 */
public final class BatchScheduler extends AbstractMatchingBehavior<BatchScheduler.Command> {

    /** What the scheduler can be told. */
    public sealed interface Command {}

    /**
     * A sequence wants to run; sent before its first step.
     *
     * @param mostPositions that it may ever take
     */
    record Enter(SequenceInfo sequence, int mostPositions, ActorRef<GenerationCoordinator.Command> replyTo)
            implements Command {}

    /**
     * A step of a sequence that has no other step under way.
     *
     * @param tokens at the step's positions
     */
    record Submit(ShardWorker.Step step, TokenIds tokens) implements Command {}

    /** A sequence will go on, but not at once; nobody is to wait for its next step. */
    record Pause(SequenceId sequence) implements Command {}

    /** Forgets what was computed of a sequence from a position on; its next step begins there. */
    record Rewind(SequenceId sequence, int length) implements Command {}

    /**
     * A sequence is over.
     *
     * @param held what the shards hold of it and others may begin with
     */
    record Leave(SequenceId sequence, SteeredTokens held) implements Command {}

    /**
     * A batch has left the last shard.
     *
     * @param failed sequences whose steps could not be done
     */
    public record BatchCompleted(long number, List<SequenceId> failed) implements Command {}

    private enum PatienceEnded implements Command {
        INSTANCE
    }

    /**
     * What a scheduler works with.
     *
     * @param cacheBytesPerPosition of all shards together
     * @param rotaryVariant of the position embedding, by the positions that a sequence takes at most
     * @param status where it writes down how it is doing
     */
    record Setup(
            BatchSettings settings,
            ReuseUnit reuse,
            int shards,
            int maxRunning,
            long cacheBytesPerPosition,
            IntUnaryOperator rotaryVariant,
            AtomicReference<BatchStatus> status) {

        static Setup of(RuntimeSettings settings, Checkpoint checkpoint, ShardChain shards) {
            return new Setup(
                    settings.batching(),
                    ReuseUnit.of(settings.engine().batching()),
                    shards.shards(),
                    settings.maxConcurrentGenerations(),
                    shards.cacheBytesPerPosition(),
                    checkpoint.config()::rotaryVariantFor,
                    new AtomicReference<>(BatchStatus.IDLE));
        }

        long cachePositions() {
            return settings.cacheBytes() / cacheBytesPerPosition;
        }

        /** Says why a sequence can never run. */
        String refusal(int positions) {
            return "keys and values of " + positions + " positions take " + positions * cacheBytesPerPosition
                    + " bytes, and there are " + settings.cacheBytes()
                    + " for all sequences; ask for fewer new tokens or a shorter prompt";
        }
    }

    /** What of an earlier sequence may be reused. */
    enum ReuseUnit {
        /** Every position. */
        POSITION,
        /** Whole chunks of a prompt: these are the same bits however they come about. */
        PROMPT_CHUNK;

        static ReuseUnit of(Batching batching) {
            return batching == Batching.ONE_BY_ONE ? PROMPT_CHUNK : POSITION;
        }
    }

    /** How long a batch waits for sequences that were in the one before. */
    private static final Duration PATIENCE = Duration.ofMillis(10);

    private final TimerScheduler<Command> timers;
    private final Setup setup;
    private final ActorRef<ShardWorker.Command> firstShard;
    private final CacheLedger ledger;
    private final BatchPlanner planner;
    private final PrefixCache prefixes;
    private final Map<SequenceId, ScheduledSequence> sequences = new HashMap<>();
    private final Map<Long, List<Part>> inFlight = new HashMap<>();
    /** Those whose next step is to come any moment. */
    private final Set<SequenceId> expected = new HashSet<>();

    private long batches;
    private long computedPositions;
    private long reusedPositions;

    static Behavior<Command> create(Setup setup, ActorRef<ShardWorker.Command> firstShard) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new BatchScheduler(context, timers, setup, firstShard)));
    }

    private BatchScheduler(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            Setup setup,
            ActorRef<ShardWorker.Command> firstShard) {
        super(context);
        this.timers = timers;
        this.setup = setup;
        this.firstShard = firstShard;
        BatchSettings settings = setup.settings();
        this.ledger = new CacheLedger(new CacheLedger.Limits(setup.cachePositions(), setup.maxRunning()));
        this.planner = new BatchPlanner(settings);
        this.prefixes = new PrefixCache(setup.reuse() == ReuseUnit.POSITION ? 1 : settings.prefillChunkTokens());
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        switch (command) {
            case Enter enter -> onEnter(enter);
            case Submit submit -> onSubmit(submit);
            case Pause pause -> expected.remove(pause.sequence());
            case Rewind rewind -> onRewind(rewind);
            case Leave leave -> onLeave(leave);
            case BatchCompleted completed -> onBatchCompleted(completed);
            case PatienceEnded ended -> expected.clear();
        }
        compose();
        return this;
    }

    private void onEnter(Enter enter) {
        SequenceId id = enter.sequence().id();
        if (enter.mostPositions() > setup.cachePositions()) {
            enter.replyTo().tell(new GenerationCoordinator.StepFailed(setup.refusal(enter.mostPositions())));
            return;
        }
        sequences.put(id, new ScheduledSequence(enter, setup.rotaryVariant().applyAsInt(enter.mostPositions())));
        ledger.enter(id, enter.mostPositions());
        admit();
    }

    private void admit() {
        for (SequenceId id : ledger.admit()) {
            ScheduledSequence sequence = known(id);
            sequence.admit();
            enqueue(sequence);
        }
        release(prefixes.shrink(ledger.free()));
        report();
    }

    private void onSubmit(Submit submit) {
        SequenceId id = submit.step().sequence();
        ScheduledSequence sequence = sequences.get(id);
        if (sequence != null) {
            expected.remove(id);
            sequence.submit(submit);
            enqueue(sequence);
        }
    }

    private void enqueue(ScheduledSequence sequence) {
        if (sequence.isReady()) {
            planner.add(sequence.info().id(), sequence.remaining());
        }
    }

    private void onRewind(Rewind rewind) {
        ScheduledSequence sequence = sequences.get(rewind.sequence());
        if (sequence != null) {
            planner.remove(rewind.sequence());
            prefixes.truncate(rewind.sequence(), rewind.length());
            sequence.rewind(rewind.length());
            firstShard.tell(new ShardWorker.Truncate(rewind.sequence(), rewind.length()));
        }
    }

    private void onLeave(Leave leave) {
        ScheduledSequence sequence = sequences.remove(leave.sequence());
        if (sequence == null) {
            return;
        }
        expected.remove(leave.sequence());
        planner.remove(leave.sequence());
        ledger.leave(leave.sequence());
        if (sequence.isOpen()) {
            release(prefixes.park(leave.sequence(), reusable(sequence, leave.held()), ledger.free()));
        }
        admit();
    }

    private SteeredTokens reusable(ScheduledSequence sequence, SteeredTokens held) {
        if (setup.settings().prefixReuse() == BatchSettings.PrefixReuse.OFF) {
            return SteeredTokens.NONE;
        }
        SteeredTokens whole = held.under(sequence.rotaryVariant());
        return setup.reuse() == ReuseUnit.POSITION
                ? whole
                : whole.first(sequence.info().promptLength());
    }

    private void release(List<SequenceId> gone) {
        gone.forEach(id -> firstShard.tell(new ShardWorker.Release(id)));
    }

    private void onBatchCompleted(BatchCompleted completed) {
        List<Part> parts = inFlight.remove(completed.number());
        if (parts == null) {
            return;
        }
        for (Part part : parts) {
            ScheduledSequence sequence = sequences.get(part.sequence());
            if (sequence != null) {
                land(sequence, part, completed.failed().contains(part.sequence()));
            }
        }
        report();
    }

    private void land(ScheduledSequence sequence, Part part, boolean failed) {
        sequence.land();
        if (failed) {
            sequence.giveUp();
        } else {
            show(sequence, part.positions());
        }
        if (sequence.isReady()) {
            enqueue(sequence);
        } else {
            expected.add(part.sequence());
        }
    }

    /** Lets others begin with what a prompt has come to. */
    private void show(ScheduledSequence sequence, TokenSpan computed) {
        if (computed.length() > 1 && setup.settings().prefixReuse() == BatchSettings.PrefixReuse.ON) {
            prefixes.show(sequence.info().id(), sequence.beginning().first(computed.until()));
        }
    }

    private void compose() {
        while (inFlight.size() < setup.shards() && !planner.isEmpty()) {
            if (!expected.isEmpty()) {
                waitForExpected();
                return;
            }
            send(planner.next(share(), this::rest));
        }
    }

    private void waitForExpected() {
        if (!timers.isTimerActive(PatienceEnded.INSTANCE)) {
            timers.startSingleTimer(PatienceEnded.INSTANCE, PatienceEnded.INSTANCE, PATIENCE);
        }
    }

    /** Returns how many answers go on in one batch, so that there are some for every shard to work on. */
    private int share() {
        return Math.max(1, Math.ceilDiv(ledger.running(), setup.shards()));
    }

    private TokenSpan rest(SequenceId id) {
        ScheduledSequence sequence = known(id);
        if (!sequence.isOpen()) {
            open(sequence);
        }
        return sequence.rest();
    }

    private void open(ScheduledSequence sequence) {
        SequenceId id = sequence.info().id();
        prefixes.longest(sequence.beginning(), sequence.reusable())
                .ifPresentOrElse(
                        match -> {
                            firstShard.tell(new ShardWorker.Fork(match.source(), id, match.length()));
                            sequence.open(match.length());
                            reusedPositions += match.length();
                        },
                        () -> {
                            firstShard.tell(new ShardWorker.Open(id, sequence.mostPositions()));
                            sequence.open(0);
                        });
    }

    private void send(List<Part> parts) {
        timers.cancel(PatienceEnded.INSTANCE);
        List<ShardWorker.SequenceRun> runs =
                parts.stream().map(part -> known(part.sequence()).fly(part)).toList();
        batches++;
        computedPositions +=
                parts.stream().mapToInt(part -> part.positions().length()).sum();
        inFlight.put(batches, parts);
        firstShard.tell(
                new ShardWorker.RunBatch(batches, runs, List.of(), getContext().getSelf()));
    }

    private ScheduledSequence known(SequenceId id) {
        return Objects.requireNonNull(sequences.get(id), "a sequence that is planned is known");
    }

    private void report() {
        long bytes = setup.cacheBytesPerPosition();
        setup.status()
                .set(new BatchStatus(
                        ledger.running(),
                        ledger.waiting(),
                        ledger.reserved() * bytes,
                        prefixes.parkedPositions() * bytes,
                        setup.settings().cacheBytes(),
                        batches,
                        computedPositions,
                        reusedPositions));
    }
}
