package io.telltale.benchmarks;

import io.telltale.pluginhost.PluginCatalog;
import io.telltale.runtime.PluginMode;
import io.telltale.runtime.PluginRegistration;
import io.telltale.spi.PluginId;
import io.telltale.spi.PluginProvider;
import java.util.List;
import java.util.Map;

/** Which plugins are measured. */
enum PluginPair {
    /** The built-in ones where they fit, else the probes. */
    FITTING,
    /** The steerer and the detector that come with the product; they know the shipped chat model alone. */
    BUILT_IN,
    /** Two that read one site each; they run on any model. */
    PROBES;

    static final int MAX_LAG_TOKENS = 4;

    private static final PluginId STEERER = new PluginId("truthfulness-steer");
    private static final PluginId DETECTOR = new PluginId("semantic-entropy");

    List<PluginRegistration> on(BenchmarkModel model) {
        return switch (this) {
            case FITTING -> (model.chat() ? BUILT_IN : PROBES).on(model);
            case BUILT_IN -> builtIn();
            case PROBES -> {
                int layers = model.checkpoint().spec().layers();
                yield List.of(
                        observing(ProbePlugins.probe("first-probe", layers / 2)),
                        observing(ProbePlugins.probe("second-probe", layers - 1)));
            }
        };
    }

    private static List<PluginRegistration> builtIn() {
        PluginCatalog catalog = PluginCatalog.builtIn();
        PluginMode steering = new PluginMode.Async(MAX_LAG_TOKENS);
        return List.of(
                new PluginRegistration(catalog.provider(STEERER), steering, Map.of()),
                observing(catalog.provider(DETECTOR)));
    }

    static List<PluginRegistration> everyLayer() {
        return List.of(observing(ProbePlugins.everyLayer()));
    }

    private static PluginRegistration observing(PluginProvider provider) {
        return new PluginRegistration(provider, new PluginMode.Observe(), Map.of());
    }
}
