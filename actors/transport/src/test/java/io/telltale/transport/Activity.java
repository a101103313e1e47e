package io.telltale.transport;

import io.telltale.spi.Activations.SiteActivations;
import io.telltale.spi.FloatMatrix;
import io.telltale.spi.GenerationId;
import io.telltale.spi.HookPoint;
import io.telltale.spi.HookSite;
import io.telltale.spi.SequenceId;
import java.util.List;

/** Tells captured activations of a test apart. */
final class Activity {

    private Activity() {}

    static SequenceId sequence(int generation) {
        return new SequenceId(new GenerationId("generation-" + generation), 0);
    }

    static long number(LogEvent event) {
        return ((ActivationsCaptured) event).activations().eventNumber();
    }

    static List<Long> numbersOf(List<LogEvent> events, SequenceId sequence) {
        return events.stream()
                .map(event -> ((ActivationsCaptured) event).activations())
                .filter(activations -> activations.sequence().id().equals(sequence))
                .map(activations -> activations.eventNumber())
                .toList();
    }

    static FloatMatrix residual(LogEvent event) {
        SiteActivations site = ((ActivationsCaptured) event).activations().at(new HookSite(12, HookPoint.RESID_POST));
        return site.values();
    }
}
