package io.telltale.runtime;

import io.telltale.spi.Activations.SiteActivations;
import io.telltale.spi.FloatMatrix;
import io.telltale.spi.HookSite;
import io.telltale.spi.TokenSpan;
import java.util.LinkedHashMap;
import java.util.Map;

/** Says which positions captured rows belong to: always the last ones of their step. */
final class CapturedSites {

    private CapturedSites() {}

    static Map<HookSite, SiteActivations> of(Map<HookSite, FloatMatrix> captured, TokenSpan step) {
        Map<HookSite, SiteActivations> sites = new LinkedHashMap<>();
        captured.forEach((site, values) -> {
            TokenSpan positions = new TokenSpan(step.until() - values.rows(), step.until());
            sites.put(site, new SiteActivations(positions, values));
        });
        return sites;
    }
}
