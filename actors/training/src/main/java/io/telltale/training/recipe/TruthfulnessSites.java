package io.telltale.training.recipe;

import io.telltale.spi.HookPoint;
import io.telltale.spi.HookSite;
import io.telltale.spi.ModelSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Where truthfulness may be read; everything that steering observes is among it. */
final class TruthfulnessSites {
    private static final List<HookPoint> READ = List.of(HookPoint.ATTN_OUT, HookPoint.RESID_MID, HookPoint.RESID_POST);

    private TruthfulnessSites() {}

    static List<HookSite> readable(ModelSpec model) {
        return sites(model, READ);
    }

    static Set<HookSite> all(ModelSpec model) {
        return new TreeSet<>(readable(model));
    }

    private static List<HookSite> sites(ModelSpec model, List<HookPoint> points) {
        List<HookSite> sites = new ArrayList<>();
        for (int layer = 0; layer < model.layers(); layer++) {
            for (HookPoint point : points) {
                sites.add(new HookSite(layer, point));
            }
        }
        sites.sort(null);
        return sites;
    }
}
