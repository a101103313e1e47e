package io.telltale.node.cli;

import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.node.NodeException;
import io.telltale.node.config.BrokerSettings;
import io.telltale.node.config.NodeSettings;
import io.telltale.node.config.PluginsSettings;
import io.telltale.node.serving.LogAccess;
import io.telltale.node.serving.ModelFolders;
import io.telltale.node.serving.PluginSelection;
import io.telltale.pluginhost.PluginCatalog;
import io.telltale.replay.LogState;
import io.telltale.replay.Replay;
import io.telltale.replay.ReplayReport;
import io.telltale.spi.ModelSpec;
import io.telltale.spi.PluginException;
import io.telltale.spi.PluginId;
import io.telltale.spi.PluginProvider;
import io.telltale.transport.EventLog;
import io.telltale.transport.EventSource;
import io.telltale.transport.recording.RecordingReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs plugins over what was recorded. */
@Command(
        name = "replay",
        description = {
            "Run plugins over a recorded log and compare what they say with what they said live.",
            "Prints every difference that the ledger does not account for and every plugin's failure; the exit code is 1 if"
                    + " there is one, or nothing to compare."
        },
        sortOptions = false,
        footerHeading = "%nEXAMPLES%n",
        footer = {
            "  telltale replay --from ./monday",
            "  telltale replay --from ./monday --plugin semantic-entropy --set telltale.model.path=./my-model",
            "  telltale replay --from kafka --bootstrap-servers localhost:9092"
        })
final class ReplayCommand implements Callable<Integer> {

    private static final String KAFKA = "kafka";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Option(
            names = "--from",
            paramLabel = "FOLDER|kafka",
            required = true,
            description = "A recorded folder, or the topics of a running broker.")
    private String from = "";

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Of the broker; needs --from kafka. Default: telltale.kafka.bootstrap-servers.")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--plugin",
            paramLabel = "ID",
            description = "A plugin to run; may be repeated. Default: telltale.plugins.enabled, or all there are.")
    private List<PluginId> plugins = List.of();

    @Override
    public Integer call() throws PluginException {
        NodeSettings settings = config.read();
        if (!from.equals(KAFKA)) {
            if (bootstrapServers != null) {
                throw new ParameterException(spec.commandLine(), "--bootstrap-servers needs --from kafka");
            }
            return replay(settings, RecordingReader.open(Path.of(from)), LogState.FINISHED);
        }
        try (EventLog log = LogAccess.follow(servers(settings.broker()), settings.broker(), InstantSource.system())) {
            return replay(settings, log, LogState.GROWING);
        }
    }

    private String servers(BrokerSettings broker) {
        if (bootstrapServers != null) {
            return bootstrapServers;
        }
        if (broker.broker() instanceof BrokerSettings.External external) {
            return external.bootstrapServers();
        }
        throw new ParameterException(
                spec.commandLine(), "--from kafka needs --bootstrap-servers, for example localhost:9092");
    }

    private int replay(NodeSettings settings, EventSource recorded, LogState state) throws PluginException {
        ModelSpec model =
                Checkpoint.open(ModelFolders.find(settings.model().path())).spec();
        try (PluginCatalog catalog = PluginSelection.catalog(settings.plugins());
                Replay replay = Replay.of(model, providers(settings.plugins(), catalog), own(settings, catalog))) {
            EventSource watched =
                    new ReadingProgress(recorded, spec.commandLine().getErr());
            ReplayReport report = replay.compare(watched, state);
            if (report.events() == 0) {
                throw nothingRead(settings.broker(), state);
            }
            print(report);
            return report.agrees() ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    private NodeException nothingRead(BrokerSettings broker, LogState state) {
        return new NodeException(
                switch (state) {
                    case FINISHED -> "the recording " + from + " holds no activation event; record while a plugin runs";
                    case GROWING ->
                        "the topics " + broker.topicPrefix() + ".* hold no sequence from its first event to its end;"
                                + " check telltale.kafka.topic-prefix, and that a plugin runs";
                });
    }

    private List<PluginProvider> providers(PluginsSettings settings, PluginCatalog catalog) {
        List<PluginId> wanted = plugins.isEmpty() ? settings.enabled() : plugins;
        return wanted.isEmpty()
                ? catalog.providers()
                : wanted.stream().map(catalog::provider).toList();
    }

    private static Map<PluginId, Map<String, String>> own(NodeSettings settings, PluginCatalog catalog) {
        return catalog.ids().stream()
                .collect(Collectors.toMap(
                        Function.identity(), id -> settings.plugins().of(id).settings()));
    }

    private void print(ReplayReport report) {
        PrintWriter out = spec.commandLine().getOut();
        report.differences().forEach(out::println);
        report.failures().forEach(failure -> out.println("failed in replay: " + failure));
        if (!report.notReplayed().isEmpty()) {
            out.println("not replayed: " + report.notReplayed());
        }
        out.printf(
                "%d activation events, %d verdicts, %d differences, %d more that the ledger accounts for, %d failures%n",
                report.events(),
                report.verdicts(),
                report.differences().size(),
                report.accounted().size(),
                report.failures().size());
        out.flush();
    }
}
