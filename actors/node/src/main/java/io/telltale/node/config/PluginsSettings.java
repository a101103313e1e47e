package io.telltale.node.config;

import io.telltale.spi.PluginId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which plugins run, and how.
 *
 * @param folder of the operator's own plugins; empty text for none
 * @param byId what was set for single plugins
 */
public record PluginsSettings(
        List<PluginId> enabled, String folder, PluginSettings defaults, Map<PluginId, PluginSettings> byId) {

    public PluginsSettings {
        enabled = List.copyOf(enabled);
        byId = Map.copyOf(byId);
    }

    /** Returns the settings of one plugin. */
    public PluginSettings of(PluginId id) {
        return byId.getOrDefault(id, defaults);
    }

    /** Returns where the operator's own plugins lie, if there are any. */
    public Optional<Path> ownPlugins() {
        return folder.isEmpty() ? Optional.empty() : Optional.of(Path.of(folder));
    }

    /** Returns these settings with other plugins enabled. */
    public PluginsSettings enabling(List<PluginId> ids) {
        return new PluginsSettings(ids, folder, defaults, byId);
    }

    /**
     * How one plugin runs.
     *
     * @param maxLagTokens counts in mode async alone
     */
    public record PluginSettings(Mode mode, int maxLagTokens, Map<String, String> settings) {

        public PluginSettings {
            settings = Map.copyOf(settings);
        }
    }

    /** What a plugin may do. */
    public enum Mode {
        OBSERVE,
        ASYNC
    }
}
