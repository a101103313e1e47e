package io.telltale.pluginhost;

import io.telltale.spi.CaptureSpec;
import io.telltale.spi.HookSite;
import io.telltale.spi.ModelSpec;
import io.telltale.spi.Plugin;
import io.telltale.spi.PluginContext;
import io.telltale.spi.PluginDescriptor;
import io.telltale.spi.PluginException;
import io.telltale.spi.PluginProvider;
import io.telltale.spi.SequenceInfo;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A plugin that is ready for one model, with its capture specification checked against that model. */
public final class LoadedPlugin implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(LoadedPlugin.class);

    private final PluginDescriptor descriptor;
    private final ModelSpec model;
    private final Plugin plugin;
    private final CaptureSpec captureSpec;

    private LoadedPlugin(PluginDescriptor descriptor, ModelSpec model, Plugin plugin, CaptureSpec captureSpec) {
        this.descriptor = descriptor;
        this.model = model;
        this.plugin = plugin;
        this.captureSpec = captureSpec;
    }

    /**
     * Loads a plugin on the calling thread.
     *
     * @throws PluginException if the plugin cannot be loaded for this model with these settings, for whatever reason
     */
    public static LoadedPlugin load(PluginProvider provider, PluginContext context) throws PluginException {
        try {
            PluginDescriptor descriptor = provider.descriptor();
            Plugin plugin = Objects.requireNonNull(provider.load(context), "load returned null");
            return checked(descriptor, plugin, context.model());
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw new PluginException(provider.getClass().getName() + " failed to load: " + e, e);
        }
    }

    /** A plugin that is refused has loaded all the same, and is closed. */
    private static LoadedPlugin checked(PluginDescriptor descriptor, Plugin plugin, ModelSpec model)
            throws PluginException {
        try {
            CaptureSpec spec = Objects.requireNonNull(plugin.captureSpec(), "captureSpec returned null");
            checkSites(descriptor, spec, model);
            return new LoadedPlugin(descriptor, model, plugin, spec);
        } catch (PluginException | RuntimeException | LinkageError | StackOverflowError e) {
            close(descriptor, plugin);
            throw e;
        }
    }

    /** Returns who the plugin is. */
    public PluginDescriptor descriptor() {
        return descriptor;
    }

    /** Returns the model that the plugin was loaded for. */
    public ModelSpec model() {
        return model;
    }

    /** Returns what the plugin wants to see. */
    public CaptureSpec captureSpec() {
        return captureSpec;
    }

    /** Starts a session, which knows of no sequence yet. */
    public PluginSession newSession(SessionLimits limits) {
        return new PluginSession(this, limits);
    }

    /** Closes the plugin; what it throws is logged and goes no further. */
    @Override
    public void close() {
        close(descriptor, plugin);
    }

    private static void close(PluginDescriptor descriptor, Plugin plugin) {
        try {
            plugin.close();
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            LOGGER.atWarn().addKeyValue("plugin", descriptor.id()).setCause(e).log("plugin failed to close");
        }
    }

    SequenceWatcher watch(SequenceInfo sequence) {
        return SequenceWatcher.of(plugin, sequence);
    }

    private static void checkSites(PluginDescriptor descriptor, CaptureSpec spec, ModelSpec model)
            throws PluginException {
        for (HookSite site : spec.sites()) {
            if (!model.has(site)) {
                throw new PluginException("plugin '" + descriptor.id() + "' asks for " + site + ", but the model "
                        + model.name() + " has " + model.layers() + " layers");
            }
        }
    }
}
