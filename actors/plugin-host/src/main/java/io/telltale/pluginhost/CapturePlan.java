package io.telltale.pluginhost;

import io.telltale.spi.CaptureSpec;
import io.telltale.spi.HookSite;
import io.telltale.spi.PositionSelector;
import io.telltale.spi.Precision;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What shards capture: everything that some plugin asked for, once.
 *
 * @param sites by site, in the order of the forward pass, the most that any plugin wants there
 * @param plugins how many capture specifications went in; a plan of none captures nothing, not even tokens
 */
public record CapturePlan(Map<HookSite, SiteCapture> sites, int plugins) {
    /** Captures nothing. */
    public static final CapturePlan NOTHING = new CapturePlan(Map.of(), 0);

    /** What is captured at one site. */
    public record SiteCapture(PositionSelector positions, Precision precision) {
        /** Returns what satisfies both. */
        public SiteCapture and(SiteCapture other) {
            boolean all = positions == PositionSelector.ALL || other.positions == PositionSelector.ALL;
            boolean exact = precision == Precision.FLOAT32 || other.precision == Precision.FLOAT32;
            return new SiteCapture(
                    all ? PositionSelector.ALL : PositionSelector.ANSWER,
                    exact ? Precision.FLOAT32 : Precision.FLOAT16);
        }
    }

    public CapturePlan {
        sites = Collections.unmodifiableSortedMap(new TreeMap<>(sites));
    }

    /** Returns the least that satisfies all specifications. */
    public static CapturePlan union(Collection<CaptureSpec> specs) {
        SortedMap<HookSite, SiteCapture> sites = new TreeMap<>();
        for (CaptureSpec spec : specs) {
            SiteCapture wanted = new SiteCapture(spec.positions(), spec.precision());
            spec.sites().forEach(site -> sites.merge(site, wanted, SiteCapture::and));
        }
        return new CapturePlan(sites, specs.size());
    }

    /** Returns the precision that satisfies every site. */
    public Precision precision() {
        boolean exact = sites.values().stream().anyMatch(site -> site.precision() == Precision.FLOAT32);
        return exact ? Precision.FLOAT32 : Precision.FLOAT16;
    }

    /** Returns whether nothing is to be captured. */
    public boolean isEmpty() {
        return plugins == 0;
    }
}
