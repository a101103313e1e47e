package io.telltale.node.serving;

import com.typesafe.config.ConfigFactory;
import io.telltale.engine.ShardPlan;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.sampling.SamplingParameters;
import io.telltale.node.NodeException;
import io.telltale.node.config.NodeSettings;
import io.telltale.node.http.ApiServer;
import io.telltale.node.http.ApiServices;
import io.telltale.node.http.ServedModel;
import io.telltale.node.prompt.CheckpointPrompts;
import io.telltale.node.prompt.CheckpointVocabulary;
import io.telltale.node.telemetry.TelemetryExport;
import io.telltale.pluginhost.PluginCatalog;
import io.telltale.runtime.PluginPolicy;
import io.telltale.runtime.PluginRegistration;
import io.telltale.runtime.RuntimeServices;
import io.telltale.runtime.RuntimeSettings;
import io.telltale.runtime.TelltaleRuntime;
import io.telltale.runtime.cluster.ClusterPlan;
import io.telltale.runtime.cluster.ClusterSettings;
import io.telltale.runtime.cluster.ClusterShardChain;
import io.telltale.spi.ModelSpec;
import io.telltale.spi.PluginException;
import io.telltale.telemetry.Telemetry;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.pekko.remote.RemoteTransportException;

/** A node that serves: model, log, plugins, telemetry and HTTP server. */
public final class RunningNode implements AutoCloseable {

    private final Resources resources;
    private final ModelSpec model;
    private final LogAccess log;
    private final ApiServer server;

    private RunningNode(Resources resources, ModelSpec model, LogAccess log, ApiServer server) {
        this.resources = resources;
        this.model = model;
        this.log = log;
        this.server = server;
    }

    /**
     * Starts everything, and closes again what has started if something does not.
     *
     * @param random safe for use by several threads
     * @throws PluginException if a plugin cannot run on the model
     * @throws io.telltale.node.NodeException if a port is in use
     * @throws io.telltale.engine.EngineException if the model cannot be loaded
     * @throws io.telltale.transport.TransportException if the broker does not start or answer
     */
    public static RunningNode start(NodeSettings settings, InstantSource clock, RandomGenerator random)
            throws PluginException {
        TelemetryExport export = TelemetryExport.start(settings.telemetry());
        try {
            RunningNode node = start(settings, export.telemetry(), clock, random);
            node.resources.ownLast(export);
            return node;
        } catch (RuntimeException | PluginException failed) {
            export.close();
            throw failed;
        }
    }

    /** Starts everything but the export of telemetry. */
    static RunningNode start(NodeSettings settings, Telemetry telemetry, InstantSource clock, RandomGenerator random)
            throws PluginException {
        Resources resources = new Resources();
        try {
            return new Starting(settings, telemetry, clock, random, resources).start();
        } catch (RuntimeException | PluginException failed) {
            resources.close();
            throw failed;
        }
    }

    /** Returns the model that it serves. */
    public ModelSpec model() {
        return model;
    }

    /** Returns where its log is, in words. */
    public String logPlace() {
        return log.place();
    }

    /** Returns where its HTTP server listens. */
    public InetSocketAddress address() {
        return server.address();
    }

    /** Stops to listen, ends what runs and closes everything. */
    @Override
    public void close() {
        resources.close();
    }

    /** One start. */
    private record Starting(
            NodeSettings settings,
            Telemetry telemetry,
            InstantSource clock,
            RandomGenerator random,
            Resources resources) {

        private RunningNode start() throws PluginException {
            Checkpoint checkpoint =
                    Checkpoint.open(ModelFolders.find(settings.model().path()));
            LogAccess log = resources.own(LogAccess.open(settings.broker(), clock));
            settings.recording().place().ifPresent(folder -> resources.own(LogRecorder.into(folder, log.log())));
            PluginCatalog catalog = resources.own(PluginSelection.catalog(settings.plugins()));
            List<PluginRegistration> plugins = PluginSelection.enabled(settings.plugins(), catalog);
            RuntimeServices services = new RuntimeServices(log.log(), telemetry, clock, random);
            TelltaleRuntime runtime =
                    resources.own(start(runtimeSettings(checkpoint.spec(), plugins), checkpoint, services));
            ApiServer server = resources.own(serve(checkpoint, runtime));
            return new RunningNode(resources, checkpoint.spec(), log, server);
        }

        private TelltaleRuntime start(RuntimeSettings runtime, Checkpoint checkpoint, RuntimeServices services)
                throws PluginException {
            Optional<ClusterPlan> plan = settings.shards().plan();
            return plan.isPresent()
                    ? startHead(runtime, plan.get(), checkpoint, services)
                    : TelltaleRuntime.start(runtime, checkpoint, services);
        }

        private TelltaleRuntime startHead(
                RuntimeSettings runtime, ClusterPlan plan, Checkpoint checkpoint, RuntimeServices services)
                throws PluginException {
            ClusterSettings cluster = settings.shards().cluster();
            ClusterShardChain shards = ClusterShardChain.load(checkpoint, plan, runtime.engine(), cluster);
            try {
                return TelltaleRuntime.start(runtime, checkpoint, shards, services);
            } catch (RemoteTransportException busy) {
                throw new NodeException(ClusterSettings.cannotListen(cluster.listen(), busy), busy);
            }
        }

        private RuntimeSettings runtimeSettings(ModelSpec model, List<PluginRegistration> plugins) {
            return new RuntimeSettings(
                    ShardPlan.even(model.layers(), settings.engine().shards()),
                    settings.engine().options().withBatching(settings.batching().mode()),
                    plugins,
                    PluginPolicy.DEFAULT,
                    settings.generation().maxConcurrent(),
                    settings.generation().minTokenInterval(),
                    settings.batching().forRuntime(settings.generation().maxWaiting()),
                    settings.pekko().withFallback(ConfigFactory.parseResources("telltale-systems.conf")));
        }

        private SamplingParameters samplingDefaults(Checkpoint checkpoint) {
            return switch (settings.generation().samplingDefaults()) {
                case CHECKPOINT -> checkpoint.recommendedSampling();
                case NEUTRAL -> new SamplingParameters(1, 1, 0);
            };
        }

        private ApiServer serve(Checkpoint checkpoint, TelltaleRuntime runtime) {
            ModelSpec model = checkpoint.spec();
            ServedModel served = new ServedModel(
                    settings.model().name(),
                    "fp_" + model.digest(),
                    Math.min(model.contextLength(), settings.engine().options().contextLimit()),
                    clock.instant().getEpochSecond(),
                    new CheckpointPrompts(checkpoint),
                    new CheckpointVocabulary(checkpoint),
                    samplingDefaults(checkpoint));
            ApiServices services = new ApiServices(served, new RuntimeGenerations(runtime), telemetry, clock, random);
            return ApiServer.start(services, settings.http(), settings.generation(), settings.pekko());
        }
    }
}
