package io.telltale.runtime;

import io.telltale.spi.GenerationId;
import io.telltale.spi.PluginId;
import java.util.random.RandomGenerator;

/**
 * The name of one runtime among those that share a log. Its generations' ids begin with it, and the groups in which its plugins
 * read the log end with it: the plugins of every runtime see all events, and judge those of their own runtime alone.
 */
record RuntimeName(String value) {

    static RuntimeName random(RandomGenerator random) {
        return new RuntimeName(String.format("%08x", random.nextInt()));
    }

    GenerationId newGeneration(RandomGenerator random) {
        return new GenerationId(value + String.format("%016x", random.nextLong()));
    }

    boolean started(GenerationId generation) {
        return generation.value().startsWith(value);
    }

    String group(PluginId plugin) {
        return "plugin-" + plugin + "-" + value;
    }
}
