package io.telltale.node.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.telltale.node.NodeException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Refuses keys that nothing reads: a misspelt key would otherwise be a setting that silently does nothing. */
final class KnownKeys {

    static final String ROOT = "telltale";

    private static final Set<String> TOP_LEVEL = Set.of(ROOT, "pekko");
    private static final String PLUGINS = ROOT + ".plugins";
    private static final String PLUGIN_DEFAULTS = "defaults";
    /** Below these any key is allowed. */
    private static final Pattern OPEN = Pattern.compile("telltale\\.(kafka\\.client|plugins\\.[^.]+\\.settings)");

    private final ConfigObject reference;

    private KnownKeys(ConfigObject reference) {
        this.reference = reference;
    }

    static KnownKeys of(Config reference) {
        return new KnownKeys(reference.getConfig(ROOT).root());
    }

    /**
     * @throws NodeException naming the first unknown key, where it stands and what is known there
     */
    void check(Config written) {
        written.root().forEach((key, value) -> {
            if (!TOP_LEVEL.contains(key)) {
                throw unknown(key, value, TOP_LEVEL);
            }
        });
        if (written.root().get(ROOT) instanceof ConfigObject ours) {
            check(ROOT, ours, reference);
        }
    }

    private void check(String path, ConfigObject written, ConfigObject known) {
        if (OPEN.matcher(path).matches()) {
            return;
        }
        written.forEach((key, value) -> {
            String here = path + "." + key;
            ConfigValue counterpart = counterpart(path, key, known);
            if (counterpart == null) {
                throw unknown(here, value, known.keySet());
            }
            if (value instanceof ConfigObject inner && counterpart instanceof ConfigObject innerKnown) {
                check(here, inner, innerKnown);
            }
        });
    }

    /** What stands under the name of a plugin has the form of the defaults for all plugins. */
    private static @Nullable ConfigValue counterpart(String path, String key, ConfigObject known) {
        ConfigValue named = known.get(key);
        return named == null && path.equals(PLUGINS) ? known.get(PLUGIN_DEFAULTS) : named;
    }

    private static NodeException unknown(String path, ConfigValue value, Set<String> known) {
        return new NodeException("%s: unknown key '%s'; known here: %s"
                .formatted(value.origin().description(), path, String.join(", ", new TreeSet<>(known))));
    }
}
