package io.telltale.pluginhost;

import io.telltale.spi.Activations;
import io.telltale.spi.Activations.SiteActivations;
import io.telltale.spi.FloatMatrix;
import io.telltale.spi.HookSite;
import java.util.Map;
import java.util.TreeMap;

/** What the event log does to activations that are captured in half precision. */
final class HalfPrecision {
    private HalfPrecision() {}

    static Activations of(Activations event) {
        Map<HookSite, SiteActivations> sites = new TreeMap<>();
        event.sites()
                .forEach((site, read) -> sites.put(site, new SiteActivations(read.positions(), of(read.values()))));
        return new Activations(
                event.sequence(),
                event.eventNumber(),
                event.step(),
                event.tokens(),
                sites,
                event.modelDigest(),
                event.steeringFingerprint());
    }

    private static FloatMatrix of(FloatMatrix values) {
        float[] halves = values.toArray();
        for (int i = 0; i < halves.length; i++) {
            halves[i] = Float.float16ToFloat(Float.floatToFloat16(halves[i]));
        }
        return FloatMatrix.owning(values.rows(), values.columns(), halves);
    }
}
