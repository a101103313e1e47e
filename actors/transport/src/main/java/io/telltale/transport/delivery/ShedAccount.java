package io.telltale.transport.delivery;

import io.telltale.spi.GenerationId;
import io.telltale.transport.ActivationsCaptured;
import io.telltale.transport.CaptureEnded;
import io.telltale.transport.GenerationEnded;
import io.telltale.transport.GenerationStarted;
import io.telltale.transport.InterventionDecided;
import io.telltale.transport.InterventionRequested;
import io.telltale.transport.LedgerEntry;
import io.telltale.transport.LedgerEntry.Kind;
import io.telltale.transport.LogEvent;
import io.telltale.transport.TokenSampled;
import io.telltale.transport.VerdictIssued;

/** What shed events must have in common to share a ledger entry. */
record ShedAccount(GenerationId generation, int sequence, Kind kind, ShedReason reason) {

    static ShedAccount of(LogEvent event, ShedReason reason) {
        return new ShedAccount(event.generation(), sequence(event), kind(event), reason);
    }

    /** Returns the account of the same events, told apart by nothing but kind and reason. */
    ShedAccount anonymous() {
        return new ShedAccount(LedgerEntry.NO_GENERATION, LedgerEntry.WHOLE_GENERATION, kind, reason);
    }

    private static int sequence(LogEvent event) {
        return switch (event) {
            case GenerationStarted started -> LedgerEntry.WHOLE_GENERATION;
            case GenerationEnded ended -> LedgerEntry.WHOLE_GENERATION;
            case TokenSampled sampled -> sampled.sequence().index();
            case ActivationsCaptured captured ->
                captured.activations().sequence().id().index();
            case CaptureEnded ended -> ended.sequence().id().index();
            case VerdictIssued issued -> issued.sequence().index();
            case InterventionRequested requested -> requested.sequence().index();
            case InterventionDecided decided -> decided.sequence().index();
            case LedgerEntry entry -> entry.sequence();
        };
    }

    private static Kind kind(LogEvent event) {
        return switch (event) {
            case GenerationStarted started -> Kind.GENERATION_EVENT_SHED;
            case TokenSampled sampled -> Kind.GENERATION_EVENT_SHED;
            case GenerationEnded ended -> Kind.GENERATION_EVENT_SHED;
            case ActivationsCaptured captured -> Kind.CAPTURE_SHED;
            case CaptureEnded ended -> Kind.CAPTURE_END_SHED;
            case VerdictIssued issued -> Kind.VERDICT_SHED;
            case InterventionRequested requested -> Kind.INTERVENTION_SHED;
            case InterventionDecided decided -> Kind.INTERVENTION_SHED;
            case LedgerEntry entry -> entry.kind();
        };
    }
}
