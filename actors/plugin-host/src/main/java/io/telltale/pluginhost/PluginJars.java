package io.telltale.pluginhost;

import io.telltale.pluginhost.PluginHostException.Code;
import io.telltale.spi.PluginProvider;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The jars of a plugins folder, each with a class loader of its own. */
final class PluginJars implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(PluginJars.class);

    private final List<URLClassLoader> loaders;

    private PluginJars(List<URLClassLoader> loaders) {
        this.loaders = loaders;
    }

    static PluginJars none() {
        return new PluginJars(List.of());
    }

    static PluginJars open(Path folder) {
        ClassLoader parent = new SpiOnlyClassLoader(PluginJars.class.getClassLoader());
        return new PluginJars(
                jarsIn(folder).stream().map(jar -> loaderOf(jar, parent)).toList());
    }

    /** Makes the providers of all jars; every jar has at least one. */
    List<PluginProvider> providers() {
        List<PluginProvider> all = new ArrayList<>();
        for (URLClassLoader loader : loaders) {
            all.addAll(providersOf(loader));
        }
        return all;
    }

    @Override
    public void close() {
        for (URLClassLoader loader : loaders) {
            try {
                loader.close();
            } catch (IOException e) {
                LOGGER.atWarn().addKeyValue("jar", loader.getName()).setCause(e).log("plugin jar not closed");
            }
        }
    }

    private static List<PluginProvider> providersOf(URLClassLoader loader) {
        List<PluginProvider> found;
        try {
            found = ServiceLoader.load(PluginProvider.class, loader).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new PluginHostException(
                    Code.BROKEN_PLUGIN, "the plugin in " + loader.getName() + " cannot be made: " + e.getMessage(), e);
        }
        if (found.isEmpty()) {
            throw new PluginHostException(
                    Code.BROKEN_PLUGIN,
                    loader.getName() + " holds no plugin: it has no META-INF/services/" + PluginProvider.class.getName()
                            + "; remove the jar from the plugins folder or add the file");
        }
        return found;
    }

    private static List<Path> jarsIn(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new PluginHostException(
                    Code.UNREADABLE_FOLDER, "the plugins folder " + folder + " is not a folder; correct its path");
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new PluginHostException(
                    Code.UNREADABLE_FOLDER, "the plugins folder " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static URLClassLoader loaderOf(Path jar, ClassLoader parent) {
        try {
            return new URLClassLoader(jar.toString(), new URL[] {jar.toUri().toURL()}, parent);
        } catch (MalformedURLException e) {
            throw new PluginHostException(Code.BROKEN_PLUGIN, "the path of " + jar + " cannot be read as a URL", e);
        }
    }
}
