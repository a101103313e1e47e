package io.telltale.transport.delivery;

import io.telltale.spi.Activations.SiteActivations;
import io.telltale.spi.FloatMatrix;
import io.telltale.transport.ActivationsCaptured;
import io.telltale.transport.GenerationStarted;
import io.telltale.transport.LogEvent;

/** Says roughly how much memory an event holds while it waits; what counts are the values. */
final class MemoryEstimate {

    private static final long EVENT_BYTES = 512;
    private static final long SITE_BYTES = 128;

    private MemoryEstimate() {}

    static long bytes(LogEvent event) {
        if (event instanceof ActivationsCaptured captured) {
            return EVENT_BYTES
                    + captured.activations().sites().values().stream()
                            .map(SiteActivations::values)
                            .mapToLong(MemoryEstimate::bytes)
                            .sum();
        }
        if (event instanceof GenerationStarted started) {
            return EVENT_BYTES + (long) started.prompt().size() * Integer.BYTES;
        }
        return EVENT_BYTES;
    }

    private static long bytes(FloatMatrix values) {
        return SITE_BYTES + (long) values.rows() * values.columns() * Float.BYTES;
    }
}
