package io.telltale.node.cli;

import io.telltale.engine.threads.EngineThreads;
import io.telltale.node.config.NodeSettings;
import io.telltale.node.config.RecordingSettings;
import io.telltale.node.config.TelemetrySettings.Prometheus;
import io.telltale.node.config.TelemetrySettings.Switch;
import io.telltale.node.serving.RunningNode;
import io.telltale.runtime.cluster.ClusterPlan;
import io.telltale.spi.PluginException;
import io.telltale.spi.PluginId;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Serves a model until it is interrupted. */
@Command(
        name = "serve",
        description = {
            "Serve a model over HTTP in OpenAI's form, with plugins in the loop.",
            "Starts a broker unless one is configured, and runs until it is interrupted."
        },
        sortOptions = false,
        footerHeading = "%nEXAMPLES%n",
        footer = {
            "  telltale serve",
            "  telltale serve --plugin truthfulness-steer --plugin semantic-entropy",
            "  telltale serve --model ./my-model --precision int8",
            "  telltale serve --layers 0..2,remote:2..4",
            "  telltale serve --config telltale.conf --port 9000 --record ./monday",
            "  curl localhost:8080/v1/chat/completions -H 'Content-Type: application/json' \\",
            "      -d '{\"model\":\"almanac-chat\",\"messages\":[{\"role\":\"user\",\"content\":\"Where was Mairkel Kraidinden born?\"}]}'"
        })
final class ServeCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Mixin
    private ServedModelOptions model = new ServedModelOptions();

    @Mixin
    private ThreadOptions threads = new ThreadOptions();

    @Option(
            names = "--plugin",
            paramLabel = "ID",
            description =
                    "A plugin to run; may be repeated. Default: those in telltale.plugins.enabled, which is none.")
    private List<PluginId> plugins = List.of();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Where to listen. Default: telltale.http.port, which is 8080.")
    private @Nullable Integer port;

    @Option(
            names = "--layers",
            paramLabel = "PLAN",
            description = {
                "Which layers are where, for example 0..4,remote:4..8,remote:8..12: remote ones are brought by",
                "'telltale shard' processes, which join at telltale.cluster.host and port.",
                "Default: telltale.cluster.layers, which is empty: all in this process."
            })
    private @Nullable String layers;

    @Option(
            names = "--record",
            paramLabel = "FOLDER",
            description =
                    "Record the log into this folder while serving, for replay. Default: telltale.recording.folder.")
    private @Nullable Path record;

    @Override
    public Integer call() throws PluginException, InterruptedException {
        NodeSettings settings = settings();
        EngineThreads chosen = threads.use();
        RunningNode node = RunningNode.start(settings, InstantSource.system(), new SecureRandom());
        Runtime.getRuntime().addShutdownHook(new Thread(node::close, "close-node"));
        print(node, settings, chosen);
        new CountDownLatch(1).await();
        return ExitCode.OK;
    }

    private NodeSettings settings() {
        NodeSettings settings = config.read(model.settings());
        if (!plugins.isEmpty()) {
            settings = settings.withPlugins(settings.plugins().enabling(plugins));
        }
        if (port != null) {
            settings = settings.withHttp(settings.http().onPort(port));
        }
        if (layers != null) {
            ClusterPlan.parse(layers);
            settings = settings.withShards(settings.shards().withLayers(layers));
        }
        if (record != null) {
            settings = settings.withRecording(new RecordingSettings(record.toString()));
        }
        return settings;
    }

    private void print(RunningNode node, NodeSettings settings, EngineThreads engineThreads) {
        PrintWriter out = spec.commandLine().getOut();
        InetSocketAddress address = node.address();
        out.printf(
                "model      %s, %d layers, digest %s%n",
                settings.model().name(), node.model().layers(), node.model().digest());
        out.printf("threads    %s%n", engineThreads);
        out.printf("log        %s%n", node.logPlace());
        out.printf("plugins    %s%n", names(settings.plugins().enabled()));
        Prometheus metrics = settings.telemetry().prometheus();
        if (metrics.state() == Switch.ON) {
            out.printf("metrics    http://%s:%d/metrics%n", metrics.host(), metrics.port());
        }
        out.printf("listening  http://%s:%d/v1%n", address.getHostString(), address.getPort());
        out.flush();
    }

    private static String names(List<PluginId> plugins) {
        return plugins.isEmpty()
                ? "none"
                : plugins.stream().map(PluginId::value).collect(Collectors.joining(", "));
    }
}
