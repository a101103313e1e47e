package io.telltale.pluginhost;

import io.telltale.spi.Activations;
import io.telltale.spi.Activations.SiteActivations;
import io.telltale.spi.CaptureSpec;
import io.telltale.spi.Float16;
import io.telltale.spi.FloatMatrix;
import io.telltale.spi.HookSite;
import io.telltale.spi.Precision;
import io.telltale.spi.TokenSpan;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Cuts events down to what one plugin asked for: its sites, its positions, its precision. What a plugin sees therefore does not
 * depend on what other plugins made the shard capture.
 */
final class EventView {
    private final CaptureSpec spec;

    EventView(CaptureSpec spec) {
        this.spec = spec;
    }

    /** Returns whether the step has a position that the plugin asked for. */
    boolean concerns(Activations event) {
        return wanted(event).length() > 0;
    }

    /**
     * Returns the event as the plugin is to see it, or nothing if it was captured without what the plugin needs.
     *
     * @param eventNumber in the plugin's own count
     */
    Optional<Activations> of(Activations event, long eventNumber) {
        TokenSpan wanted = wanted(event);
        Map<HookSite, SiteActivations> sites = new TreeMap<>();
        for (HookSite site : spec.sites()) {
            SiteActivations captured = event.sites().get(site);
            if (captured == null || !covers(captured.positions(), wanted)) {
                return Optional.empty();
            }
            sites.put(site, cut(captured, wanted));
        }
        return Optional.of(new Activations(
                event.sequence(),
                eventNumber,
                event.step(),
                event.tokens(),
                sites,
                event.modelDigest(),
                event.steeringFingerprint()));
    }

    private TokenSpan wanted(Activations event) {
        return spec.positions().select(event.step(), event.sequence().promptLength());
    }

    private SiteActivations cut(SiteActivations captured, TokenSpan wanted) {
        int from = wanted.from() - captured.positions().from();
        FloatMatrix rows = captured.values().rows(from, from + wanted.length());
        return new SiteActivations(wanted, spec.precision() == Precision.FLOAT16 ? Float16.round(rows) : rows);
    }

    private static boolean covers(TokenSpan captured, TokenSpan wanted) {
        return captured.from() <= wanted.from() && wanted.until() <= captured.until();
    }
}
