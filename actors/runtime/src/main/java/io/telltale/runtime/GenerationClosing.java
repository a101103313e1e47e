package io.telltale.runtime;

import io.telltale.spi.SequenceInfo;
import io.telltale.telemetry.TraceHeaders;
import io.telltale.transport.GenerationEnded;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells everybody that a generation is over: scheduler, publisher, gate, log and the one who asked, who hears it last. */
record GenerationClosing(GenerationCoordinator.Partners partners, GenerationCoordinator.Assignment assignment) {

    private static final Logger LOG = LoggerFactory.getLogger(GenerationClosing.class);

    /**
     * What is left of a sequence.
     *
     * @param held by the shards, for others to begin with
     * @param events that were captured
     */
    record Remains(SteeredTokens held, long events) {

        /** Of a sequence of which nobody knows anything. */
        static final Remains NONE = new Remains(SteeredTokens.NONE, 0);
    }

    /** Closes the generation; called once. */
    void close(GenerationEnd end, Remains remains, TraceHeaders trace) {
        SequenceInfo sequence = assignment.sequence();
        Instant now = partners.services().clock().instant();
        partners.scheduler().tell(new BatchScheduler.Leave(sequence.id(), remains.held()));
        if (!assignment.capturePlan().isEmpty()) {
            partners.publisher().tell(new ActivationPublisher.EndCapture(sequence, remains.events(), now, trace));
        }
        partners.gate().tell(new InterventionGate.CloseSequence(sequence.id()));
        partners.services()
                .log()
                .publish(
                        new GenerationEnded(
                                end.generation(),
                                end.reason(),
                                end.prompt().size(),
                                end.tokens().size(),
                                end.error(),
                                now),
                        trace.headers());
        partners.services().telemetry().meters().generationEnded(end.reason().name());
        tellListener(end);
    }

    /** A listener that throws must not undo what is closed. */
    private void tellListener(GenerationEnd end) {
        try {
            assignment.listener().onEnded(end);
        } catch (RuntimeException e) {
            LOG.atWarn().addKeyValue("generation", end.generation()).setCause(e).log("listener failed at the end");
        }
    }
}
