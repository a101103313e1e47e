package io.telltale.runtime;

import io.telltale.spi.Activations;
import io.telltale.spi.Precision;
import io.telltale.spi.SequenceInfo;
import io.telltale.telemetry.TraceHeaders;
import io.telltale.transport.ActivationsCaptured;
import io.telltale.transport.CaptureEnded;
import java.time.Instant;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Puts on the log what shards captured, off the token path. */
public final class ActivationPublisher extends AbstractMatchingBehavior<ActivationPublisher.Command> {

    /** What the publisher can be told. */
    public sealed interface Command {}

    /** Activations of one step; those of one sequence come in order. */
    record Publish(Activations activations, Precision precision, Instant capturedAt, TraceHeaders trace)
            implements Command {}

    /** A sequence captures no more. */
    record EndCapture(SequenceInfo sequence, long events, Instant endedAt, TraceHeaders trace) implements Command {}

    /** Runs the action when everything told before is on the log; goes on through the gate. */
    record Drain(ActorRef<InterventionGate.Command> gate, Runnable drained) implements Command {}

    private final RuntimeServices services;

    static Behavior<Command> create(RuntimeServices services) {
        return Behaviors.setup(context -> new ActivationPublisher(context, services));
    }

    private ActivationPublisher(ActorContext<Command> context, RuntimeServices services) {
        super(context);
        this.services = services;
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        switch (command) {
            case Publish publish -> onPublish(publish);
            case EndCapture ended -> onEndCapture(ended);
            case Drain drain -> drain.gate().tell(new InterventionGate.Drain(drain.drained()));
        }
        return this;
    }

    private void onPublish(Publish captured) {
        services.log()
                .publish(
                        new ActivationsCaptured(captured.activations(), captured.precision(), captured.capturedAt()),
                        captured.trace().headers());
        services.telemetry().meters().activationsCaptured();
    }

    private void onEndCapture(EndCapture ended) {
        services.log()
                .publish(
                        new CaptureEnded(ended.sequence(), ended.events(), ended.endedAt()),
                        ended.trace().headers());
    }
}
