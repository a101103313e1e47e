package io.telltale.node.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import io.telltale.node.NodeException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Where settings come from: the defaults, files laid over them, and single keys laid over both. */
public final class SettingsSource {

    private static final String OVERRIDE = "--set";

    private SettingsSource() {}

    /**
     * Reads the settings of a node.
     *
     * @param files a later one lays over an earlier one
     * @param overrides values by path, {@code telltale.http.port}
     * @throws NodeException naming the key and where it stands, if one is unknown, missing or of the wrong type
     */
    public static NodeSettings read(List<Path> files, Map<String, String> overrides) {
        try {
            Config written = single(overrides).withFallback(parse(files));
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
                .map(entry -> single(entry.getKey(), entry.getValue()))
                .reduce(ConfigFactory.empty(), (before, next) -> next.withFallback(before));
    }

    /** Takes a value as it is, so that addresses and paths need no quotes; but a list or an object as HOCON. */
    private static Config single(String path, String value) {
        return value.startsWith("[") || value.startsWith("{")
                ? ConfigFactory.parseString(
                        path + " = " + value, ConfigParseOptions.defaults().setOriginDescription(OVERRIDE))
                : ConfigFactory.parseMap(Map.of(path, value), OVERRIDE);
    }

    private static Config parse(List<Path> files) {
        return files.stream()
                .map(SettingsSource::parse)
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
