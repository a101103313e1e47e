package io.telltale.node.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigUtil;
import io.telltale.engine.Batching;
import io.telltale.engine.ComputeDevice;
import io.telltale.engine.ComputePrecision;
import io.telltale.node.NodeException;
import io.telltale.node.config.GenerationSettings.SamplingDefaults;
import io.telltale.node.config.PluginsSettings.Mode;
import io.telltale.node.config.PluginsSettings.PluginSettings;
import io.telltale.node.config.TelemetrySettings.Switch;
import io.telltale.runtime.BatchSettings.PrefixReuse;
import io.telltale.spi.PluginId;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns a resolved configuration into records, key by key. */
final class SettingsReader {

    private static final int ANY_PORT = 0;
    private static final int LAST_PORT = 65_535;
    private static final int UNLIMITED = Integer.MAX_VALUE;
    private static final int MOST_TOKENS = 1 << 20;
    /** Keys of the section on plugins that name no plugin. */
    private static final Set<String> OF_ALL_PLUGINS = Set.of("enabled", "folder", "defaults");

    private final Config pekko;
    private final CheckedConfig config;

    private SettingsReader(Config all, Config pekko) {
        this.pekko = pekko;
        this.config = new CheckedConfig(all);
    }

    static NodeSettings read(Config all, Config pekko) {
        return new SettingsReader(all, pekko).read();
    }

    private NodeSettings read() {
        return new NodeSettings(
                model(),
                engine(),
                batching(),
                new ShardsReader(config).read(),
                broker(),
                recording(),
                plugins(),
                http(),
                generation(),
                telemetry(),
                pekko);
    }

    private ModelSettings model() {
        String path = config.text("telltale.model.path");
        String name = config.text("telltale.model.name");
        return new ModelSettings(path, name.isEmpty() ? lastName(path) : name);
    }

    private static String lastName(String path) {
        Path last = Path.of(path).toAbsolutePath().normalize().getFileName();
        return last == null ? path : last.toString();
    }

    private EngineSettings engine() {
        return new EngineSettings(
                config.oneOf("telltale.engine.precision", ComputePrecision.class),
                device(),
                config.integer("telltale.engine.shards", 1, UNLIMITED),
                config.integer("telltale.engine.context", 0, UNLIMITED));
    }

    private ComputeDevice device() {
        try {
            return new ComputeDevice(config.text("telltale.engine.device"));
        } catch (IllegalArgumentException unknown) {
            throw config.refused("telltale.engine.device", "names an " + unknown.getMessage());
        }
    }

    private BatchingSettings batching() {
        int chunk = config.integer("telltale.batching.prefill-chunk", 1, MOST_TOKENS);
        return new BatchingSettings(
                config.oneOf("telltale.batching.mode", Batching.class),
                config.integer("telltale.batching.max-tokens", chunk + 1, MOST_TOKENS + 1),
                chunk,
                config.bytes("telltale.batching.kv-cache"),
                config.onOff("telltale.batching.prefix-cache") ? PrefixReuse.ON : PrefixReuse.OFF);
    }

    private BrokerSettings broker() {
        BrokerSettings.Broker broker = switch (config.oneOf("telltale.kafka.mode", BrokerMode.class)) {
            case EMBEDDED ->
                new BrokerSettings.Embedded(
                        config.integer("telltale.kafka.port", ANY_PORT, LAST_PORT),
                        config.text("telltale.kafka.data-folder"));
            case EXTERNAL -> new BrokerSettings.External(bootstrapServers());
            case MEMORY -> new BrokerSettings.Memory();
        };
        return new BrokerSettings(
                broker, config.text("telltale.kafka.topic-prefix"), config.texts("telltale.kafka.client"));
    }

    private enum BrokerMode {
        EMBEDDED,
        EXTERNAL,
        MEMORY
    }

    private String bootstrapServers() {
        String servers = config.text("telltale.kafka.bootstrap-servers");
        if (servers.isEmpty()) {
            throw new NodeException(config.origin("telltale.kafka.mode")
                    + ": telltale.kafka.bootstrap-servers is missing; kafka.mode = external needs it,"
                    + " for example bootstrap-servers = \"localhost:9092\"");
        }
        return servers;
    }

    private RecordingSettings recording() {
        return new RecordingSettings(config.text("telltale.recording.folder"));
    }

    private PluginsSettings plugins() {
        Config section = config.section("telltale.plugins");
        Map<PluginId, PluginSettings> byId = new HashMap<>();
        section.root().keySet().stream()
                .filter(key -> !OF_ALL_PLUGINS.contains(key))
                .forEach(key -> byId.put(config.pluginId(key, "telltale.plugins"), plugin(section, key)));
        List<PluginId> enabled = section.getStringList("enabled").stream()
                .map(id -> config.pluginId(id, "telltale.plugins.enabled"))
                .toList();
        return new PluginsSettings(enabled, section.getString("folder"), plugin(section, "defaults"), byId);
    }

    private static PluginSettings plugin(Config section, String key) {
        Config own = section.getConfig(ConfigUtil.joinPath(key));
        CheckedConfig merged = new CheckedConfig(own.withFallback(section.getConfig("defaults")));
        return new PluginSettings(
                merged.oneOf("mode", Mode.class), merged.integer("max-lag", 1, UNLIMITED), merged.texts("settings"));
    }

    private HttpSettings http() {
        return new HttpSettings(
                config.text("telltale.http.host"),
                config.integer("telltale.http.port", ANY_PORT, LAST_PORT),
                config.bytes("telltale.http.max-request-size"),
                config.integer("telltale.http.stream-buffer", 1, 1 << 20));
    }

    private GenerationSettings generation() {
        return new GenerationSettings(
                config.integer("telltale.generation.max-concurrent", 1, UNLIMITED),
                config.integer("telltale.generation.max-waiting", 0, UNLIMITED),
                config.duration("telltale.generation.min-token-interval"),
                config.integer("telltale.generation.max-new-tokens", 1, UNLIMITED),
                config.oneOf("telltale.generation.sampling-defaults", SamplingDefaults.class));
    }

    private TelemetrySettings telemetry() {
        return new TelemetrySettings(
                new TelemetrySettings.Prometheus(
                        config.onOff("telltale.telemetry.prometheus.enabled") ? Switch.ON : Switch.OFF,
                        config.text("telltale.telemetry.prometheus.host"),
                        config.integer("telltale.telemetry.prometheus.port", ANY_PORT, LAST_PORT)),
                new TelemetrySettings.Otlp(config.text("telltale.telemetry.otlp.endpoint")));
    }
}
