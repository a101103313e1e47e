package io.telltale.runtime;

import io.telltale.engine.sampling.ChosenToken;
import io.telltale.engine.sampling.Logits;
import io.telltale.engine.sampling.Sampler;
import io.telltale.engine.shard.ShardCapture;
import io.telltale.engine.shard.ShardStep;
import io.telltale.engine.text.StopScanner;
import io.telltale.engine.text.StreamingDetokenizer;
import io.telltale.engine.text.Tokenizer;
import io.telltale.pluginhost.CapturePlan;
import io.telltale.spi.FloatMatrix;
import io.telltale.spi.GenerationId;
import io.telltale.spi.HookSite;
import io.telltale.spi.ModelSpec;
import io.telltale.spi.SequenceId;
import io.telltale.spi.SequenceInfo;
import io.telltale.spi.TokenIds;
import io.telltale.spi.TokenSpan;
import io.telltale.telemetry.TelemetryNames;
import io.telltale.telemetry.TraceSpan;
import io.telltale.transport.FinishReason;
import io.telltale.transport.GenerationStarted;
import io.telltale.transport.InterventionRequested;
import io.telltale.transport.TokenSampled;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Drives one generation: has one step after the other computed, chooses the tokens, lets interventions take effect at
 * the next step, and tells the log and the one who asked. Nothing it waits for can be held up by a plugin.
 */
public final class GenerationCoordinator extends AbstractMatchingBehavior<GenerationCoordinator.Command> {

    /** What a coordinator can be told. */
    public sealed interface Command {}

    /** An intervention that the gate has let in. */
    record Intervene(InterventionRequested request, int maxLagTokens) implements Command {}

    /**
     * The last shard has finished the step.
     *
     * @param positions that it computed last: all of the step, or what is left after other parts
     */
    public record StepCompleted(TokenSpan positions, Logits logits, Map<HookSite, FloatMatrix> captured)
            implements Command {}

    /** The last shard has finished a part of the step that more of it follows. */
    public record PartCompleted(TokenSpan positions, Map<HookSite, FloatMatrix> captured) implements Command {}

    /** A shard could not do the step. */
    public record StepFailed(String reason) implements Command {}

    /** Ends the generation now. */
    enum Cancel implements Command {
        INSTANCE
    }

    private enum NextStep implements Command {
        INSTANCE
    }

    /**
     * The model that generates, as a coordinator needs it.
     *
     * @param contextLength most positions that its shards compute; the token after the last of them is still sampled
     */
    record Model(ModelSpec spec, Optional<Tokenizer> tokenizer, Set<Integer> endOfSequenceIds, int contextLength) {}

    /** Whom a coordinator works with. */
    record Partners(
            ActorRef<BatchScheduler.Command> scheduler,
            ActorRef<ActivationPublisher.Command> publisher,
            ActorRef<InterventionGate.Command> gate,
            RuntimeServices services) {}

    /** One generation's own. */
    record Assignment(
            GenerationId id,
            GenerationSpec spec,
            CapturePlan capturePlan,
            Duration minTokenInterval,
            GenerationListener listener) {

        SequenceInfo sequence() {
            return new SequenceInfo(new SequenceId(id, 0), spec.prompt().size());
        }
    }

    private final TimerScheduler<Command> timers;
    private final Model model;
    private final Partners partners;
    private final Assignment assignment;
    private final SequenceInfo sequence;
    private final Sampler sampler;
    private final Optional<StreamingDetokenizer> detokenizer;
    private final StopScanner stops;
    private final StringBuilder text = new StringBuilder();
    private final InterventionSchedule schedule = new InterventionSchedule();
    private final CaptureEvents captured;
    private final SteeredTokens.Recorder steered = new SteeredTokens.Recorder();
    private final TraceSpan span;

    private TokenIds tokens;
    private TraceSpan stepSpan;
    private int nextPosition;
    private int computedPositions;
    private int reusedPositions;
    private Instant stepStartedAt;

    static Behavior<Command> create(Model model, Partners partners, Assignment assignment) {
        return Behaviors.setup(context -> Behaviors.withTimers(
                timers -> new GenerationCoordinator(context, timers, model, partners, assignment).start()));
    }

    private GenerationCoordinator(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            Model model,
            Partners partners,
            Assignment assignment) {
        super(context);
        this.timers = timers;
        this.model = model;
        this.partners = partners;
        this.assignment = assignment;
        GenerationSpec spec = assignment.spec();
        this.tokens = spec.prompt();
        this.sequence = assignment.sequence();
        this.captured = new CaptureEvents(assignment.capturePlan(), model.spec(), sequence, partners);
        this.sampler = Sampler.of(spec.sampling(), tokens.size());
        this.detokenizer = model.tokenizer().map(tokenizer -> tokenizer.newStream(spec.prompt()));
        this.stops = new StopScanner(spec.stop());
        this.span = partners.services()
                .telemetry()
                .start(TelemetryNames.SPAN_GENERATION, spec.trace())
                .with(TelemetryNames.GENERATION, assignment.id().value())
                .with(TelemetryNames.MODEL, model.spec().name())
                .with(TelemetryNames.INPUT_TOKENS, tokens.size());
        this.stepSpan = span;
        this.stepStartedAt = now();
    }

    private Behavior<Command> start() {
        return guarded(() -> {
            open();
            return run(new TokenSpan(0, tokens.size()));
        });
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        return guarded(() -> switch (command) {
            case PartCompleted completed -> onPartCompleted(completed);
            case StepCompleted completed -> onStepCompleted(completed);
            case StepFailed failed -> end(FinishReason.FAILED, failed.reason());
            case Intervene intervene -> onIntervene(intervene);
            case NextStep next -> runNext();
            case Cancel cancel -> end(FinishReason.CANCELLED, "");
        });
    }

    /** Whatever goes wrong ends this generation as failed, and everybody hears of it. */
    private Behavior<Command> guarded(Supplier<Behavior<Command>> handling) {
        try {
            return handling.get();
        } catch (RuntimeException e) {
            getContext()
                    .getLog()
                    .atError()
                    .addKeyValue("generation", assignment.id())
                    .setCause(e)
                    .log("generation failed");
            return close(FinishReason.FAILED, String.valueOf(e.getMessage()));
        }
    }

    private void open() {
        GenerationSpec spec = assignment.spec();
        var sampling = new GenerationStarted.SamplingSummary(
                spec.sampling().temperature(),
                spec.sampling().filters().topP(),
                spec.sampling().seed(),
                spec.maxNewTokens());
        publish(new GenerationStarted(
                assignment.id(), 1, model.spec().name(), model.spec().digest(), spec.prompt(), sampling, now()));
        partners.gate()
                .tell(new InterventionGate.OpenSequence(
                        sequence.id(), spec.authority(), getContext().getSelf()));
        partners.scheduler()
                .tell(new BatchScheduler.Enter(
                        sequence,
                        spec.mostPositions(model.contextLength()),
                        getContext().getSelf()));
    }

    private Behavior<Command> onIntervene(Intervene intervene) {
        settle(schedule.admit(intervene.request(), nextPosition, intervene.maxLagTokens()));
        return this;
    }

    private Behavior<Command> onPartCompleted(PartCompleted completed) {
        computed(completed.positions(), completed.captured());
        return this;
    }

    private void computed(TokenSpan positions, Map<HookSite, FloatMatrix> values) {
        if (computedPositions == 0) {
            reusedPositions = positions.from();
        }
        computedPositions = positions.until();
        captured.add(positions, values);
    }

    private Behavior<Command> onStepCompleted(StepCompleted completed) {
        settle(schedule.stepCompleted());
        computed(completed.positions(), completed.captured());
        stepSpan.end();
        Set<Integer> ending = assignment.spec().stopConditions().ending(model.endOfSequenceIds());
        int token = sampler.sample(
                mayEnd() ? completed.logits() : completed.logits().without(ending), tokens);
        if (ending.contains(token)) {
            return end(FinishReason.STOP, "");
        }
        emit(completed.logits().chosen(token, assignment.spec().alternatives()));
        if (stops.found()) {
            return end(FinishReason.STOP, "");
        }
        if (newTokens() >= assignment.spec().maxNewTokens() || tokens.size() > model.contextLength()) {
            return end(FinishReason.LENGTH, "");
        }
        Duration wait = untilNextToken();
        if (wait.isPositive()) {
            partners.scheduler().tell(new BatchScheduler.Pause(sequence.id()));
            timers.startSingleTimer(NextStep.INSTANCE, wait);
            return this;
        }
        return runNext();
    }

    private Duration untilNextToken() {
        Duration interval = assignment.minTokenInterval();
        return interval.isZero() ? interval : interval.minus(Duration.between(stepStartedAt, now()));
    }

    private void emit(ChosenToken token) {
        int position = tokens.size();
        String piece = detokenizer.map(stream -> stream.push(token.id())).orElse("");
        String shown = mayEnd() ? stops.push(piece) : piece;
        tokens = tokens.plus(token.id());
        text.append(shown);
        publish(new TokenSampled(sequence.id(), position, token.id(), shown, token.logProbability(), now()));
        partners.services().telemetry().meters().tokenSampled();
        assignment.listener().onToken(new SampledToken(assignment.id(), position, token, shown));
    }

    private boolean mayEnd() {
        return assignment.spec().stopConditions().mayEndAfter(newTokens());
    }

    private Behavior<Command> runNext() {
        return run(new TokenSpan(tokens.size() - 1, tokens.size()));
    }

    private Behavior<Command> run(TokenSpan positions) {
        InterventionSchedule.Plan plan = schedule.planFor(positions);
        settle(plan.decisions());
        if (plan.stop().isPresent()) {
            return end(FinishReason.STOPPED_BY_PLUGIN, plan.stop().get().reason());
        }
        nextPosition = positions.until();
        stepStartedAt = now();
        steered.add(positions, plan.interventions());
        stepSpan = partners.services()
                .telemetry()
                .start(TelemetryNames.SPAN_STEP, span.headers())
                .with(TelemetryNames.POSITION, positions.until() - 1);
        ShardCapture capture = captured.begin(new CaptureEvents.Step(
                positions, tokens, SteeringFingerprint.of(plan.interventions()), stepSpan.headers()));
        ShardWorker.Step request = new ShardWorker.Step(
                sequence.id(),
                positions,
                capture,
                plan.interventions(),
                ShardStep.Wanted.LOGITS,
                getContext().getSelf());
        partners.scheduler()
                .tell(new BatchScheduler.Submit(request, tokens.slice(positions.from(), positions.until())));
        return this;
    }

    private void settle(List<Decision> decisions) {
        if (!decisions.isEmpty()) {
            partners.gate().tell(new InterventionGate.Settle(sequence.id(), decisions));
        }
    }

    private Behavior<Command> end(FinishReason reason, String detail) {
        String rest = stops.push(detokenizer.map(StreamingDetokenizer::finish).orElse("")) + stops.finish();
        text.append(rest);
        if (!rest.isEmpty()) {
            assignment.listener().onRemainingText(assignment.id(), rest);
        }
        return close(reason, detail);
    }

    private Behavior<Command> close(FinishReason reason, String detail) {
        stepSpan.end();
        closeSpan(reason, detail);
        GenerationClosing.Remains remains = new GenerationClosing.Remains(
                reason == FinishReason.FAILED ? SteeredTokens.NONE : steered.of(tokens.slice(0, computedPositions)),
                captured.count());
        new GenerationClosing(partners, assignment).close(ended(reason, detail), remains, span.headers());
        return Behaviors.stopped();
    }

    private GenerationEnd ended(FinishReason reason, String detail) {
        return new GenerationEnd(
                assignment.id(),
                assignment.spec().prompt(),
                tokens.slice(sequence.promptLength(), tokens.size()),
                text.toString(),
                reason,
                detail,
                reusedPositions);
    }

    private void closeSpan(FinishReason reason, String detail) {
        span.with(TelemetryNames.OUTPUT_TOKENS, newTokens()).with(TelemetryNames.FINISH_REASON, reason.name());
        if (reason == FinishReason.FAILED) {
            span.fail(detail);
        } else {
            span.end();
        }
    }

    private void publish(io.telltale.transport.LogEvent event) {
        partners.services().log().publish(event, span.headers().headers());
    }

    private int newTokens() {
        return tokens.size() - sequence.promptLength();
    }

    private Instant now() {
        return partners.services().clock().instant();
    }
}
