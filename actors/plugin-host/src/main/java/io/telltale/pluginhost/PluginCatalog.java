package io.telltale.pluginhost;

import io.telltale.pluginhost.PluginHostException.Code;
import io.telltale.spi.PluginId;
import io.telltale.spi.PluginProvider;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The plugins that can be loaded, by id. Holds the jars of third-party plugins open until it is closed. */
public final class PluginCatalog implements AutoCloseable {
    private final SortedMap<PluginId, PluginProvider> providers;
    private final PluginJars jars;

    private PluginCatalog(SortedMap<PluginId, PluginProvider> providers, PluginJars jars) {
        this.providers = providers;
        this.jars = jars;
    }

    /** Finds the built-in plugins: those on the class path. */
    public static PluginCatalog builtIn() {
        return of(providersOnClassPath());
    }

    /**
     * Finds the built-in plugins and those in the jars of a folder; a folder that does not exist has none.
     *
     * @throws PluginHostException if a jar holds no usable plugin, or two plugins have the same id
     */
    public static PluginCatalog builtInAnd(Path folder) {
        PluginJars jars = PluginJars.open(folder);
        try {
            SortedMap<PluginId, PluginProvider> found = new TreeMap<>();
            addAll(found, providersOnClassPath());
            addAll(found, jars.providers());
            return new PluginCatalog(found, jars);
        } catch (RuntimeException | Error e) {
            jars.close();
            throw e;
        }
    }

    /**
     * Makes a catalogue of the given plugins.
     *
     * @throws PluginHostException if one cannot say who it is, or two have the same id
     */
    public static PluginCatalog of(Collection<? extends PluginProvider> providers) {
        SortedMap<PluginId, PluginProvider> found = new TreeMap<>();
        addAll(found, providers);
        return new PluginCatalog(found, PluginJars.none());
    }

    /** Returns the ids of all plugins, in order. */
    public Set<PluginId> ids() {
        return Collections.unmodifiableSet(providers.keySet());
    }

    /** Returns all plugins, in the order of their ids. */
    public List<PluginProvider> providers() {
        return List.copyOf(providers.values());
    }

    /**
     * Returns the plugin of that id.
     *
     * @throws IllegalArgumentException if there is none; the message lists those that there are
     */
    public PluginProvider provider(PluginId id) {
        PluginProvider provider = providers.get(id);
        if (provider == null) {
            throw new IllegalArgumentException("there is no plugin '" + id + "'; there are " + providers.keySet());
        }
        return provider;
    }

    /** Closes the jars; plugins that are still loaded can then fail to find classes. */
    @Override
    public void close() {
        jars.close();
    }

    private static List<PluginProvider> providersOnClassPath() {
        return ServiceLoader.load(PluginProvider.class, PluginCatalog.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    private static void addAll(
            SortedMap<PluginId, PluginProvider> found, Collection<? extends PluginProvider> providers) {
        for (PluginProvider provider : providers) {
            PluginId id = id(provider);
            PluginProvider other = found.putIfAbsent(id, provider);
            if (other != null) {
                throw new PluginHostException(Code.DUPLICATE_ID, duplicate(id, other, provider));
            }
        }
    }

    private static PluginId id(PluginProvider provider) {
        try {
            return Objects.requireNonNull(provider.descriptor(), "descriptor returned null")
                    .id();
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw new PluginHostException(
                    Code.BROKEN_PLUGIN,
                    "the plugin " + origin(provider) + " cannot say who it is: " + e + "; repair or remove it",
                    e);
        }
    }

    private static String duplicate(PluginId id, PluginProvider one, PluginProvider other) {
        return "two plugins have the id '" + id + "': " + origin(one) + " and " + origin(other)
                + "; remove one of them";
    }

    private static String origin(PluginProvider provider) {
        Class<?> type = provider.getClass();
        String loader = String.valueOf(type.getClassLoader().getName());
        return type.getName() + (loader.endsWith(".jar") ? " in " + loader : " on the class path");
    }
}
