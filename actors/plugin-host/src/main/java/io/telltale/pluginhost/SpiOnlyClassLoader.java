package io.telltale.pluginhost;

import java.util.List;

/**
 * The parent of every third-party plugin's class loader: shows the JDK, the plugin interfaces and two APIs that plugins share
 * with the host, and nothing else of the host, so that a plugin may bring its own version of any library.
 */
final class SpiOnlyClassLoader extends ClassLoader {
    private static final List<String> SHARED_PACKAGES = List.of("io.telltale.spi.", "org.jspecify.", "org.slf4j.");

    static {
        registerAsParallelCapable();
    }

    private final ClassLoader host;

    SpiOnlyClassLoader(ClassLoader host) {
        super("telltale-spi", ClassLoader.getPlatformClassLoader());
        this.host = host;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (SHARED_PACKAGES.stream().anyMatch(name::startsWith)) {
            return host.loadClass(name);
        }
        throw new ClassNotFoundException(name + " is not in the plugin's jar; the host shares only " + SHARED_PACKAGES);
    }
}
