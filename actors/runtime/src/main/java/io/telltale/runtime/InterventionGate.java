package io.telltale.runtime;

import io.telltale.spi.InterventionOutcome;
import io.telltale.spi.PluginId;
import io.telltale.spi.SequenceId;
import io.telltale.telemetry.Telemetry;
import io.telltale.telemetry.TelemetryNames;
import io.telltale.telemetry.TraceHeaders;
import io.telltale.transport.InterventionDecided;
import io.telltale.transport.InterventionId;
import io.telltale.transport.InterventionRequested;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/**
 * Lets interventions in, brings them to the coordinator of their sequence, and sees to it that every one gets exactly one
 * outcome on the log, whatever happens to the sequence.
 */
public final class InterventionGate extends AbstractMatchingBehavior<InterventionGate.Command> {

    /** What the gate can be told. */
    public sealed interface Command {}

    /** A sequence runs from now on; sent before its first step. */
    record OpenSequence(
            SequenceId sequence, InterventionAuthority authority, ActorRef<GenerationCoordinator.Command> coordinator)
            implements Command {}

    /** A sequence has ended; what is undecided expires. */
    record CloseSequence(SequenceId sequence) implements Command {}

    /**
     * A plugin wants something changed.
     *
     * @param capturedAt when the activations that it judged were captured
     */
    record Propose(InterventionRequested request, Instant capturedAt, TraceHeaders trace) implements Command {}

    /** A coordinator has decided. */
    record Settle(SequenceId sequence, List<Decision> decisions) implements Command {}

    /** Runs the action when everything told before is on the log. */
    record Drain(Runnable drained) implements Command {}

    private record OpenEntry(
            InterventionAuthority authority,
            ActorRef<GenerationCoordinator.Command> coordinator,
            Map<InterventionId, Undecided> undecided) {}

    private record Undecided(Propose proposal, double lagMillis) {}

    private final RuntimeServices services;
    private final Map<PluginId, PluginMode> modes;
    private final Map<SequenceId, OpenEntry> open = new HashMap<>();

    /** Makes a gate for plugins with the given modes. */
    static Behavior<Command> create(RuntimeServices services, Map<PluginId, PluginMode> modes) {
        return Behaviors.setup(context -> new InterventionGate(context, services, modes));
    }

    private InterventionGate(ActorContext<Command> context, RuntimeServices services, Map<PluginId, PluginMode> modes) {
        super(context);
        this.services = services;
        this.modes = Map.copyOf(modes);
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        switch (command) {
            case OpenSequence opened -> onOpen(opened);
            case CloseSequence closed -> onClose(closed);
            case Propose proposal -> onPropose(proposal);
            case Settle settled -> onSettle(settled);
            case Drain drain -> drain.drained().run();
        }
        return this;
    }

    private void onOpen(OpenSequence opened) {
        open.put(opened.sequence(), new OpenEntry(opened.authority(), opened.coordinator(), new LinkedHashMap<>()));
    }

    private void onClose(CloseSequence closed) {
        OpenEntry entry = open.remove(closed.sequence());
        if (entry != null) {
            entry.undecided().values().forEach(undecided -> publish(undecided, new InterventionOutcome.Expired(), 0));
        }
    }

    private void onPropose(Propose proposal) {
        InterventionRequested request = proposal.request();
        services.log().publish(request, proposal.trace().headers());
        Undecided undecided = new Undecided(proposal, millisSince(proposal.capturedAt()));
        OpenEntry entry = open.get(request.sequence());
        if (entry == null) {
            publish(undecided, new InterventionOutcome.Expired(), 0);
            return;
        }
        switch (modeFor(request.plugin(), entry)) {
            case PluginMode.Observe observe ->
                publish(undecided, new InterventionOutcome.Rejected("the plugin may only observe"), 0);
            case PluginMode.Async async -> {
                entry.undecided().put(request.id(), undecided);
                entry.coordinator().tell(new GenerationCoordinator.Intervene(request, async.maxLagTokens()));
            }
        }
    }

    private PluginMode modeFor(PluginId plugin, OpenEntry entry) {
        PluginMode observe = new PluginMode.Observe();
        return entry.authority() == InterventionAuthority.OBSERVE ? observe : modes.getOrDefault(plugin, observe);
    }

    private void onSettle(Settle settled) {
        @Nullable OpenEntry entry = open.get(settled.sequence());
        if (entry == null) {
            return;
        }
        for (Decision decision : settled.decisions()) {
            Undecided undecided = entry.undecided().remove(decision.intervention());
            if (undecided != null) {
                publish(undecided, decision.outcome(), decision.lagTokens());
            }
        }
    }

    private void publish(Undecided undecided, InterventionOutcome outcome, int lagTokens) {
        InterventionRequested request = undecided.proposal().request();
        services.log()
                .publish(
                        new InterventionDecided(
                                request.id(),
                                request.plugin(),
                                request.sequence(),
                                outcome,
                                lagTokens,
                                undecided.lagMillis(),
                                services.clock().instant()),
                        undecided.proposal().trace().headers());
        trace(undecided, outcome, lagTokens);
        String name = nameOf(outcome);
        services.telemetry().meters().interventionDecided(request.plugin().value(), name);
        if (outcome instanceof InterventionOutcome.Applied) {
            services.telemetry().meters().lagged(request.plugin().value(), lagTokens, undecided.lagMillis());
        }
    }

    private void trace(Undecided undecided, InterventionOutcome outcome, int lagTokens) {
        Telemetry telemetry = services.telemetry();
        telemetry
                .start(TelemetryNames.SPAN_INTERVENTION, undecided.proposal().trace())
                .with(
                        TelemetryNames.PLUGIN,
                        undecided.proposal().request().plugin().value())
                .with(TelemetryNames.OUTCOME, nameOf(outcome))
                .with(TelemetryNames.LAG_TOKENS, lagTokens)
                .end();
    }

    private static String nameOf(InterventionOutcome outcome) {
        return switch (outcome) {
            case InterventionOutcome.Applied applied -> "applied";
            case InterventionOutcome.Rejected rejected -> "rejected";
            case InterventionOutcome.Late late -> "late";
            case InterventionOutcome.Expired expired -> "expired";
            case InterventionOutcome.Superseded superseded -> "superseded";
        };
    }

    private double millisSince(Instant capturedAt) {
        return Duration.between(capturedAt, services.clock().instant()).toNanos() / 1e6;
    }
}
