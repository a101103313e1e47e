package io.telltale.node.cli;

import io.telltale.node.config.NodeSettings;
import io.telltale.node.config.SettingsSource;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Where a command takes its settings from. */
final class ConfigOptions {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings in HOCON, laid over the defaults; may be repeated. Default: none.")
    private List<Path> files = List.of();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "One setting, laid over the file, for example telltale.http.port=9000; may be repeated. Default: none.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    /** Reads the settings. */
    NodeSettings read() {
        return read(Map.of());
    }

    /** Reads the settings with those that other options stand for laid over everything. */
    NodeSettings read(Map<String, String> chosen) {
        Map<String, String> all = new LinkedHashMap<>(overrides);
        all.putAll(chosen);
        return SettingsSource.read(files, all);
    }
}
