package io.telltale.spi;

/** The door to a plugin, found by {@link java.util.ServiceLoader}; needs a public constructor without parameters. */
public interface PluginProvider {

    /** Returns who the plugin is; called before anything else, cheap and without side effects (P-1). */
    PluginDescriptor descriptor();

    /**
     * Loads artefacts and checks settings for one model; called once per model, and again after a restart (P-2).
     *
     * @throws PluginException if the settings are wrong or there is no artefact for the model (P-3)
     */
    Plugin load(PluginContext context) throws PluginException;
}
