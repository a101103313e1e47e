package io.telltale.runtime;

import io.telltale.pluginhost.PluginFailure;
import io.telltale.pluginhost.PluginReply;
import io.telltale.spi.PluginId;
import io.telltale.spi.ProposedIntervention;
import io.telltale.spi.SequenceId;
import io.telltale.spi.Verdict;
import io.telltale.telemetry.TelemetryNames;
import io.telltale.telemetry.TraceHeaders;
import io.telltale.telemetry.TraceSpan;
import io.telltale.transport.ActivationsCaptured;
import io.telltale.transport.CaptureEnded;
import io.telltale.transport.InterventionId;
import io.telltale.transport.InterventionRequested;
import io.telltale.transport.LogEvent;
import io.telltale.transport.RecordedEvent;
import io.telltale.transport.VerdictIssued;
import java.time.Instant;
import org.apache.pekko.actor.typed.ActorRef;

/** Puts a plugin's verdicts on the log and brings its interventions to the gate. */
final class VerdictEmitter {

    /** Where in its sequence an event stands. */
    private record Place(SequenceId sequence, long eventNumber, int lastPosition, Instant capturedAt) {

        static Place of(LogEvent event) {
            if (event instanceof ActivationsCaptured captured) {
                var activations = captured.activations();
                return new Place(
                        activations.sequence().id(),
                        activations.eventNumber(),
                        activations.step().until() - 1,
                        captured.at());
            }
            CaptureEnded ended = (CaptureEnded) event;
            return new Place(ended.sequence().id(), ended.events(), 0, ended.at());
        }
    }

    private final PluginId plugin;
    private final RuntimeServices services;
    private final ActorRef<InterventionGate.Command> gate;
    private final PluginLedger ledger;

    VerdictEmitter(PluginId plugin, RuntimeServices services, ActorRef<InterventionGate.Command> gate) {
        this.plugin = plugin;
        this.services = services;
        this.gate = gate;
        this.ledger = new PluginLedger(plugin, services);
    }

    /** Opens the span in which the plugin handles an event, in the trace of the token that made it. */
    TraceSpan startSpan(RecordedEvent event) {
        return services.telemetry()
                .startConsumer(TelemetryNames.SPAN_PLUGIN, new TraceHeaders(event.headers()))
                .with(TelemetryNames.PLUGIN, plugin.value());
    }

    /** Publishes what the plugin said of an event, and what it missed. */
    void emit(LogEvent event, PluginReply.Answered answer, TraceSpan span) {
        Place place = Place.of(event);
        ledger.gaps(place.sequence(), answer);
        answer.verdicts().forEach(verdict -> publish(place, verdict, span.headers()));
        int index = 0;
        for (ProposedIntervention proposal : answer.interventions()) {
            propose(place, proposal, index, span.headers());
            index++;
        }
    }

    /** Returns what an answer that could not be published counts as. */
    PluginFailure failure(LogEvent event, RuntimeException cause) {
        return new PluginFailure(
                plugin,
                Place.of(event).sequence(),
                PluginFailure.Kind.INVALID_ANSWER,
                "the answer cannot be published: " + cause);
    }

    private void publish(Place place, Verdict verdict, TraceHeaders trace) {
        services.log()
                .publish(
                        new VerdictIssued(
                                plugin,
                                place.sequence(),
                                place.eventNumber(),
                                verdict,
                                services.clock().instant()),
                        trace.headers());
        services.telemetry()
                .meters()
                .verdictIssued(plugin.value(), verdict.conclusion().name());
    }

    private void propose(Place place, ProposedIntervention proposal, int index, TraceHeaders trace) {
        InterventionId id =
                new InterventionId(plugin + "/" + place.sequence() + "/" + place.eventNumber() + "/" + index);
        InterventionRequested request = new InterventionRequested(
                id,
                plugin,
                place.sequence(),
                proposal,
                place.lastPosition(),
                services.clock().instant());
        gate.tell(new InterventionGate.Propose(request, place.capturedAt(), trace));
    }
}
