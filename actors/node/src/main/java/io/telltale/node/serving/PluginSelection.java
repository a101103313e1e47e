package io.telltale.node.serving;

import io.telltale.node.config.PluginsSettings;
import io.telltale.node.config.PluginsSettings.PluginSettings;
import io.telltale.pluginhost.PluginCatalog;
import io.telltale.runtime.PluginMode;
import io.telltale.runtime.PluginRegistration;
import io.telltale.spi.PluginId;
import java.util.List;

/** Chooses plugins as the settings say. */
public final class PluginSelection {

    private PluginSelection() {}

    /** Opens the catalogue of the built-in plugins and the operator's own. */
    public static PluginCatalog catalog(PluginsSettings settings) {
        return settings.ownPlugins().map(PluginCatalog::builtInAnd).orElseGet(PluginCatalog::builtIn);
    }

    /**
     * Returns the plugins that are to run.
     *
     * @throws IllegalArgumentException if one is not in the catalogue
     */
    public static List<PluginRegistration> enabled(PluginsSettings settings, PluginCatalog catalog) {
        return settings.enabled().stream()
                .map(id -> registration(settings, catalog, id))
                .toList();
    }

    private static PluginRegistration registration(PluginsSettings settings, PluginCatalog catalog, PluginId id) {
        PluginSettings own = settings.of(id);
        PluginMode mode = switch (own.mode()) {
            case OBSERVE -> new PluginMode.Observe();
            case ASYNC -> new PluginMode.Async(own.maxLagTokens());
        };
        return new PluginRegistration(catalog.provider(id), mode, own.settings());
    }
}
