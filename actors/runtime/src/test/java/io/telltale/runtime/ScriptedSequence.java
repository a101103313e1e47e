package io.telltale.runtime;

import io.telltale.engine.sampling.Logits;
import io.telltale.engine.sampling.Sampler;
import io.telltale.engine.sampling.SamplingParameters;
import io.telltale.engine.shard.ScheduledIntervention;
import io.telltale.engine.shard.ShardCapture;
import io.telltale.engine.shard.ShardStep.Wanted;
import io.telltale.spi.FloatMatrix;
import io.telltale.spi.HookSite;
import io.telltale.spi.SequenceId;
import io.telltale.spi.SequenceInfo;
import io.telltale.spi.TokenIds;
import io.telltale.spi.TokenSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Stands in for a coordinator: steers and captures by a script, and writes down everything that it is told. */
final class ScriptedSequence extends AbstractMatchingBehavior<GenerationCoordinator.Command> {

    /**
     * What happens to one sequence.
     *
     * @param cancelAfter answers of the shards after which it leaves
     * @param rewindAt new tokens after which it takes {@code rewindBy} back, each of which it chose wrongly
     */
    record Script(
            TokenIds prompt,
            SamplingParameters sampling,
            int newTokens,
            ShardCapture capture,
            List<ScheduledIntervention> interventions,
            int cancelAfter,
            int rewindAt,
            int rewindBy) {

        static final int NEVER = Integer.MAX_VALUE;

        static Script plain(TokenIds prompt, int newTokens) {
            return new Script(prompt, SamplingParameters.GREEDY, newTokens, ShardCapture.NONE, List.of(), NEVER, 0, 0);
        }
    }

    /**
     * What a sequence was told.
     *
     * @param logits by step
     * @param activations by site and position
     * @param error why it failed; empty if it did not
     */
    record Course(
            TokenIds tokens,
            List<Logits> logits,
            Map<HookSite, TreeMap<Integer, List<Float>>> activations,
            int reused,
            String error) {}

    private final SequenceId id;
    private final Script script;
    private final ActorRef<BatchScheduler.Command> scheduler;
    private final CompletableFuture<Course> course;
    private final Sampler sampler;
    private final List<Logits> logits = new ArrayList<>();
    private final Map<HookSite, TreeMap<Integer, List<Float>>> activations = new HashMap<>();
    private final SteeredTokens.Recorder steered = new SteeredTokens.Recorder();
    private TokenIds tokens;
    private int computed;
    private int reused;
    private int answers;
    private boolean rewound;

    static Behavior<GenerationCoordinator.Command> create(
            SequenceId id,
            Script script,
            ActorRef<BatchScheduler.Command> scheduler,
            CompletableFuture<Course> course) {
        return Behaviors.setup(context -> new ScriptedSequence(context, id, script, scheduler, course).start());
    }

    private ScriptedSequence(
            ActorContext<GenerationCoordinator.Command> context,
            SequenceId id,
            Script script,
            ActorRef<BatchScheduler.Command> scheduler,
            CompletableFuture<Course> course) {
        super(context);
        this.id = id;
        this.script = script;
        this.scheduler = scheduler;
        this.course = course;
        this.sampler = Sampler.of(script.sampling(), script.prompt().size());
        this.tokens = script.prompt();
    }

    private Behavior<GenerationCoordinator.Command> start() {
        int most = tokens.size() + script.newTokens() - 1;
        scheduler.tell(new BatchScheduler.Enter(
                new SequenceInfo(id, tokens.size()), most, getContext().getSelf()));
        return submit(new TokenSpan(0, tokens.size()));
    }

    private Behavior<GenerationCoordinator.Command> submit(TokenSpan positions) {
        if (!rewound) {
            steered.add(positions, script.interventions());
        }
        scheduler.tell(new BatchScheduler.Submit(
                new ShardWorker.Step(
                        id,
                        positions,
                        script.capture(),
                        script.interventions(),
                        Wanted.LOGITS,
                        getContext().getSelf()),
                tokens.slice(positions.from(), positions.until())));
        return this;
    }

    @Override
    public Behavior<GenerationCoordinator.Command> onMessage(GenerationCoordinator.Command command) {
        return switch (command) {
            case GenerationCoordinator.PartCompleted part -> {
                take(part.positions(), part.captured());
                yield answers >= script.cancelAfter() ? leave("") : this;
            }
            case GenerationCoordinator.StepCompleted step -> onStepCompleted(step);
            case GenerationCoordinator.StepFailed failed -> leave(failed.reason());
            default -> this;
        };
    }

    private Behavior<GenerationCoordinator.Command> onStepCompleted(GenerationCoordinator.StepCompleted step) {
        take(step.positions(), step.captured());
        logits.add(step.logits());
        tokens = tokens.plus(next(step.logits()));
        if (news() >= script.newTokens() || answers >= script.cancelAfter()) {
            return leave("");
        }
        if (news() == script.rewindAt() && !rewound) {
            rewind(script.rewindBy());
        }
        return submit(new TokenSpan(tokens.size() - 1, tokens.size()));
    }

    private int next(Logits scores) {
        int token = sampler.sample(scores, tokens);
        boolean astray = !rewound && news() >= script.rewindAt() - script.rewindBy() && script.rewindBy() > 0;
        return astray ? (token + 1) % scores.size() : token;
    }

    private void rewind(int positions) {
        rewound = true;
        tokens = tokens.slice(0, tokens.size() - positions);
        logits.subList(logits.size() - positions, logits.size()).clear();
        scheduler.tell(new BatchScheduler.Rewind(id, tokens.size() - 1));
    }

    private int news() {
        return tokens.size() - script.prompt().size();
    }

    private void take(TokenSpan positions, Map<HookSite, FloatMatrix> captured) {
        reused = answers == 0 ? positions.from() : reused;
        answers++;
        computed = positions.until();
        captured.forEach((site, values) -> {
            for (int row = 0; row < values.rows(); row++) {
                List<Float> numbers = new ArrayList<>();
                for (float value : values.row(row)) {
                    numbers.add(value);
                }
                activations
                        .computeIfAbsent(site, unseen -> new TreeMap<>())
                        .put(positions.until() - values.rows() + row, numbers);
            }
        });
    }

    private Behavior<GenerationCoordinator.Command> leave(String error) {
        SteeredTokens held = error.isEmpty() && !rewound ? steered.of(tokens.slice(0, computed)) : SteeredTokens.NONE;
        scheduler.tell(new BatchScheduler.Leave(id, held));
        course.complete(new Course(tokens, logits, activations, reused, error));
        return Behaviors.stopped();
    }
}
