package io.telltale.node.cli;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.telltale.engine.EngineOptions;
import io.telltale.engine.LayerRange;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.threads.EngineThreads;
import io.telltale.node.config.NodeSettings;
import io.telltale.node.serving.ModelFolders;
import io.telltale.runtime.cluster.ClusterSettings;
import io.telltale.runtime.cluster.HostPort;
import io.telltale.runtime.cluster.ShardNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lends layers of a model to a process that serves it, until it is interrupted. */
@Command(
        name = "shard",
        description = {
            "Own some layers of a model, for a 'telltale serve' that runs elsewhere.",
            "Joins it, and joins it again when it was away; runs until it is interrupted."
        },
        sortOptions = false,
        footerHeading = "%nEXAMPLES%n",
        footer = {
            "  telltale shard --layers 2..4 --join 127.0.0.1:7355",
            "  telltale shard --model ./Llama-3 --layers 16..32 --join 10.0.0.1:7355 --host 10.0.0.2 --port 7355"
        })
final class ShardCommand implements Callable<Integer> {

    private static final int ANY_PORT = 0;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Mixin
    private ServedModelOptions model = new ServedModelOptions();

    @Mixin
    private ThreadOptions threads = new ThreadOptions();

    @Option(
            names = "--layers",
            required = true,
            paramLabel = "RANGE",
            description = "The layers that it owns, for example 2..4; a range of the server's plan.")
    private LayerRange layers = new LayerRange(0, 1);

    @Option(
            names = "--join",
            paramLabel = "HOST:PORT",
            description = "Where the server listens for its shards; may be repeated. Default: telltale.cluster.join.")
    private List<HostPort> join = List.of();

    @Option(
            names = "--host",
            paramLabel = "HOST",
            description = "Where this process listens. Default: telltale.cluster.host, which is 127.0.0.1.")
    private @Nullable String host;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "Where this process listens; 0: any port that is free. Default: ${DEFAULT-VALUE}.")
    private int port = ANY_PORT;

    @Override
    public Integer call() throws InterruptedException {
        NodeSettings settings = config.read(model.settings());
        Checkpoint checkpoint =
                Checkpoint.open(ModelFolders.find(settings.model().path()));
        EngineThreads chosen = threads.use();
        EngineOptions options =
                settings.engine().options().withBatching(settings.batching().mode());
        Config pekko = settings.pekko().withFallback(ConfigFactory.parseResources("telltale-systems.conf"));
        ShardNode node = ShardNode.start(checkpoint, layers, options, cluster(settings), pekko);
        Runtime.getRuntime().addShutdownHook(new Thread(node::close, "close-node"));
        print(checkpoint, chosen, node);
        new CountDownLatch(1).await();
        return ExitCode.OK;
    }

    private ClusterSettings cluster(NodeSettings settings) {
        ClusterSettings cluster = settings.shards().cluster();
        String reachable = host == null ? cluster.listen().host() : host;
        return cluster.listeningAt(new HostPort(reachable, port)).joining(join.isEmpty() ? cluster.join() : join);
    }

    private void print(Checkpoint checkpoint, EngineThreads engineThreads, ShardNode node) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "model      %s, digest %s%n",
                checkpoint.spec().name(), checkpoint.spec().digest());
        out.printf("threads    %s%n", engineThreads);
        out.printf("layers     %s of %d%n", layers, checkpoint.spec().layers());
        out.printf("listening  %s%n", node.address());
        out.flush();
    }
}
