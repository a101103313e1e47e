package io.telltale.node.demo;

import com.typesafe.config.ConfigFactory;
import io.telltale.engine.EngineOptions;
import io.telltale.engine.ShardPlan;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.pluginhost.PluginCatalog;
import io.telltale.runtime.PluginMode;
import io.telltale.runtime.PluginPolicy;
import io.telltale.runtime.PluginRegistration;
import io.telltale.runtime.RuntimeServices;
import io.telltale.runtime.RuntimeSettings;
import io.telltale.runtime.TelltaleRuntime;
import io.telltale.spi.PluginException;
import io.telltale.spi.PluginId;
import io.telltale.spi.PluginProvider;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The model and the plugins of the demo, to be run in different ways. */
final class DemoStage {

    static final int SHARDS = 2;

    private static final PluginId STEER = new PluginId("truthfulness-steer");
    private static final int MAX_LAG_TOKENS = 4;
    private static final int MAX_CONCURRENT = 64;

    private final Checkpoint checkpoint;
    private final RuntimeServices services;
    private final List<PluginRegistration> plugins;

    DemoStage(Checkpoint checkpoint, PluginCatalog catalog, RuntimeServices services) {
        this.checkpoint = checkpoint;
        this.services = services;
        this.plugins = catalog.providers().stream().map(DemoStage::register).toList();
    }

    private static PluginRegistration register(PluginProvider provider) {
        boolean steers = provider.descriptor().id().equals(STEER);
        PluginMode mode = steers ? new PluginMode.Async(MAX_LAG_TOKENS) : new PluginMode.Observe();
        return new PluginRegistration(provider, mode, Map.of());
    }

    /** Runs with all plugins, no faster than the given time per token. */
    TelltaleRuntime withPlugins(Duration minTokenInterval) throws PluginException {
        return start(plugins, minTokenInterval);
    }

    /** Runs without plugins, as fast as it goes. */
    TelltaleRuntime idle() throws PluginException {
        return start(List.of(), Duration.ZERO);
    }

    private TelltaleRuntime start(List<PluginRegistration> registrations, Duration minTokenInterval)
            throws PluginException {
        RuntimeSettings settings = new RuntimeSettings(
                ShardPlan.even(checkpoint.spec().layers(), SHARDS),
                EngineOptions.DEFAULTS,
                registrations,
                PluginPolicy.DEFAULT,
                MAX_CONCURRENT,
                minTokenInterval,
                ConfigFactory.empty());
        return TelltaleRuntime.start(settings, checkpoint, services);
    }
}
