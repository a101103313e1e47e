package io.telltale.runtime;

import io.telltale.spi.PluginProvider;
import java.util.Map;

/** A plugin that is to run, with its authority and its settings. */
public record PluginRegistration(PluginProvider provider, PluginMode mode, Map<String, String> settings) {

    public PluginRegistration {
        settings = Map.copyOf(settings);
    }
}
