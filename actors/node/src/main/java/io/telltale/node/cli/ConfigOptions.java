package io.telltale.node.cli;

import io.telltale.node.config.NodeSettings;
import io.telltale.node.config.SettingsSource;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command takes its settings from. */
final class ConfigOptions {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings in HOCON, laid over the defaults. Default: none.")
    private @Nullable Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "One setting, laid over the file; may be repeated. Example: --set telltale.http.port=9000.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    /** Reads the settings. */
    NodeSettings read() {
        return SettingsSource.read(Optional.ofNullable(file), overrides);
    }
}
