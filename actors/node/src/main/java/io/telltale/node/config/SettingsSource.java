package io.telltale.node.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import io.telltale.node.NodeException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where settings come from: the defaults, a file laid over them, and single keys laid over both. */
public final class SettingsSource {

    private SettingsSource() {}

    /**
     * Reads the settings of a node.
     *
     * @param overrides values by path, {@code telltale.http.port}
     * @throws NodeException naming the key and where it stands, if one is unknown, missing or of the wrong type
     */
    public static NodeSettings read(Optional<Path> file, Map<String, String> overrides) {
        try {
            Config written = single(overrides)
                    .withFallback(file.map(SettingsSource::parse).orElseGet(ConfigFactory::empty));
            Config reference = ConfigFactory.defaultReference();
            KnownKeys.of(reference).check(written);
            Config all = written.withFallback(reference).resolve();
            Config pekko = written.resolveWith(all).withOnlyPath("pekko");
            return SettingsReader.read(all, pekko);
        } catch (ConfigException problem) {
            throw new NodeException(oneLine(problem), problem);
        }
    }

    private static Config single(Map<String, String> overrides) {
        return overrides.entrySet().stream()
                .map(entry -> ConfigFactory.parseMap(Map.of(entry.getKey(), entry.getValue()), "--set"))
                .reduce(ConfigFactory.empty(), (before, next) -> next.withFallback(before));
    }

    private static Config parse(Path file) {
        return ConfigFactory.parseFile(
                file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false));
    }

    private static String oneLine(ConfigException problem) {
        return String.valueOf(problem.getMessage()).replaceAll("\\s*\\R\\s*", " ");
    }
}
