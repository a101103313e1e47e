package io.telltale.pluginhost;

import io.telltale.spi.ModelSpec;
import io.telltale.spi.PluginContext;
import java.time.InstantSource;
import java.util.Map;
import java.util.random.RandomGenerator;

/** What a plugin is given when it is loaded, as plain values. */
public record HostContext(ModelSpec model, Map<String, String> settings, InstantSource clock, RandomGenerator random)
        implements PluginContext {

    public HostContext {
        settings = Map.copyOf(settings);
    }
}
