package io.telltale.runtime;

import io.telltale.engine.shard.ShardCapture;
import io.telltale.pluginhost.CapturePlan;
import io.telltale.spi.Activations;
import io.telltale.spi.FloatMatrix;
import io.telltale.spi.HookSite;
import io.telltale.spi.ModelSpec;
import io.telltale.spi.SequenceInfo;
import io.telltale.spi.TokenIds;
import io.telltale.spi.TokenSpan;
import io.telltale.telemetry.TraceHeaders;
import io.telltale.transport.LedgerEntry;
import java.util.List;
import java.util.Map;

/**
 * The captured events of one sequence: numbers them without gaps, hands them to the publisher, and enters into the ledger what is
 * too large for a record. Not safe for threads; the sequence's coordinator owns it.
 */
final class CaptureEvents {

    /**
     * What a step's events say beside the values.
     *
     * @param tokens of the whole sequence
     */
    record Step(TokenSpan positions, TokenIds tokens, String steeringFingerprint, TraceHeaders trace) {}

    private final CapturePlan plan;
    private final ModelSpec model;
    private final SequenceInfo sequence;
    private final GenerationCoordinator.Partners partners;
    private final GenerationCapture capture;
    private CapturedRows rows = new CapturedRows(List.of());
    private Step step = new Step(new TokenSpan(0, 0), TokenIds.of(), "", TraceHeaders.NONE);
    private boolean shed;
    private long count;

    CaptureEvents(CapturePlan plan, ModelSpec model, SequenceInfo sequence, GenerationCoordinator.Partners partners) {
        this.plan = plan;
        this.model = model;
        this.sequence = sequence;
        this.partners = partners;
        this.capture = new GenerationCapture(plan, model, sequence.promptLength());
    }

    /** Begins a step and returns what it captures. */
    ShardCapture begin(Step next) {
        if (plan.isEmpty()) {
            return ShardCapture.NONE;
        }
        step = next;
        List<TokenSpan> events = capture.events(next.positions());
        shed = events.isEmpty();
        rows = new CapturedRows(events);
        return shed ? ShardCapture.NONE : capture.everyStep();
    }

    /** Takes what was captured of the step, or of the next part of it. */
    void add(TokenSpan part, Map<HookSite, FloatMatrix> captured) {
        if (plan.isEmpty()) {
            return;
        }
        if (shed && part.until() == step.positions().until()) {
            ledger();
            count++;
        }
        for (CapturedRows.Event event : rows.add(part, captured)) {
            publish(event);
            count++;
        }
    }

    /** Returns how many events there were, shed ones included. */
    long count() {
        return count;
    }

    private void publish(CapturedRows.Event event) {
        TokenSpan positions = event.positions();
        Activations activations = new Activations(
                sequence,
                count,
                positions,
                step.tokens().slice(positions.from(), positions.until()),
                event.sites(),
                model.digest(),
                step.steeringFingerprint());
        partners.publisher()
                .tell(new ActivationPublisher.Publish(
                        activations,
                        plan.precision(),
                        partners.services().clock().instant(),
                        step.trace()));
    }

    private void ledger() {
        TokenSpan last = TokenSpan.at(step.positions().until() - 1);
        partners.services()
                .log()
                .publish(
                        new LedgerEntry(
                                sequence.id().generation(),
                                sequence.id().index(),
                                LedgerEntry.Kind.CAPTURE_SHED,
                                count,
                                1,
                                "position " + last.from() + " alone would have captured " + capture.bytes(last)
                                        + " bytes, allowed are " + GenerationCapture.MAX_EVENT_BYTES,
                                partners.services().clock().instant()),
                        step.trace().headers());
    }
}
