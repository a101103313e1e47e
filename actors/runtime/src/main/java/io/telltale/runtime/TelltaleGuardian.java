package io.telltale.runtime;

import io.telltale.engine.shard.Shard;
import io.telltale.pluginhost.CapturePlan;
import io.telltale.spi.CaptureSpec;
import io.telltale.spi.GenerationId;
import io.telltale.spi.PluginId;
import io.telltale.spi.TokenIds;
import io.telltale.transport.FinishReason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** The root of the actors: starts them, keeps the capture plan, and starts a coordinator per generation. */
final class TelltaleGuardian extends AbstractMatchingBehavior<TelltaleGuardian.Command> {

    /** What the guardian can be told. */
    sealed interface Command {}

    /** Starts a generation. */
    record Generate(GenerationId id, GenerationSpec spec, GenerationListener listener) implements Command {}

    /** Ends a generation; without effect on one that has ended. */
    record Cancel(GenerationId id) implements Command {}

    /** Asks how the plugins are doing. */
    record ReportPlugins(CompletableFuture<Plugins> plugins) implements Command {}

    /**
     * The plugins' workers.
     *
     * @param capturedSequences started so far, whose end every worker will meet on the log
     */
    record Plugins(List<ActorRef<PluginWorker.Command>> workers, long capturedSequences) {}

    /** Cancels what runs, lets the log hear of it, then stops. */
    enum Stop implements Command {
        INSTANCE
    }

    private enum Drained implements Command {
        INSTANCE
    }

    private record PluginReported(PluginWorker.Report report) implements Command {}

    private record CoordinatorStopped(GenerationId id) implements Command {}

    /** What the guardian is made of. */
    record Setup(
            RuntimeSettings settings,
            GenerationCoordinator.Model model,
            List<Shard> shards,
            RuntimeServices services,
            PluginStart pluginStart) {}

    private static final DispatcherSelector SHARD_DISPATCHER =
            DispatcherSelector.fromConfig("telltale.dispatchers.shard");
    private static final DispatcherSelector PLUGIN_DISPATCHER =
            DispatcherSelector.fromConfig("telltale.dispatchers.plugin");

    private final Setup setup;
    private final GenerationCoordinator.Partners partners;
    private final Map<PluginId, ActorRef<PluginWorker.Command>> workers = new TreeMap<>();
    private final Map<PluginId, CaptureSpec> wanted = new HashMap<>();
    private final Map<GenerationId, ActorRef<GenerationCoordinator.Command>> running = new HashMap<>();
    private final ActorRef<Command> self;
    private CapturePlan capturePlan = CapturePlan.NOTHING;
    private boolean stopping;
    private long capturedSequences;

    static Behavior<Command> create(Setup setup) {
        return Behaviors.setup(context -> new TelltaleGuardian(context, setup));
    }

    private TelltaleGuardian(ActorContext<Command> context, Setup setup) {
        super(context);
        this.setup = setup;
        this.self = context.getSelf();
        this.partners = new GenerationCoordinator.Partners(
                spawnShards(),
                context.spawn(ActivationPublisher.create(setup.services()), "activation-publisher"),
                context.spawn(InterventionGate.create(setup.services(), modes()), "intervention-gate"),
                setup.services());
        setup.settings().plugins().forEach(this::spawnPlugin);
    }

    private ActorRef<ShardWorker.Command> spawnShards() {
        Optional<ActorRef<ShardWorker.Command>> next = Optional.empty();
        List<Shard> shards = new ArrayList<>(setup.shards());
        for (int i = shards.size() - 1; i >= 0; i--) {
            next = Optional.of(
                    getContext().spawn(ShardWorker.create(shards.get(i), next), "shard-" + i, SHARD_DISPATCHER));
        }
        return next.orElseThrow(() -> new IllegalArgumentException("a model needs at least one shard"));
    }

    private Map<PluginId, PluginMode> modes() {
        Map<PluginId, PluginMode> modes = new HashMap<>();
        setup.settings()
                .plugins()
                .forEach(plugin -> modes.put(plugin.provider().descriptor().id(), plugin.mode()));
        return modes;
    }

    private void spawnPlugin(PluginRegistration registration) {
        PluginId id = registration.provider().descriptor().id();
        PluginWorker.Setup worker = new PluginWorker.Setup(
                registration,
                setup.model().spec(),
                setup.settings().pluginPolicy(),
                setup.services(),
                partners.gate(),
                getContext().messageAdapter(PluginWorker.Report.class, PluginReported::new));
        workers.put(id, getContext().spawn(PluginWorker.create(worker), "plugin-" + id, PLUGIN_DISPATCHER));
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        switch (command) {
            case Stop stop -> onStop();
            case Drained drained -> {
                return Behaviors.stopped();
            }
            case Generate generate -> onGenerate(generate);
            case Cancel cancel -> onCancel(cancel);
            case PluginReported reported -> onPluginReported(reported.report());
            case CoordinatorStopped stopped -> onCoordinatorStopped(stopped);
            case ReportPlugins report ->
                report.plugins().complete(new Plugins(List.copyOf(workers.values()), capturedSequences));
        }
        return this;
    }

    private void onGenerate(Generate generate) {
        if (stopping) {
            generate.listener()
                    .onEnded(new GenerationEnd(
                            generate.id(),
                            generate.spec().prompt(),
                            TokenIds.of(),
                            "",
                            FinishReason.CANCELLED,
                            "the runtime is stopping"));
            return;
        }
        GenerationCoordinator.Assignment assignment = new GenerationCoordinator.Assignment(
                generate.id(), generate.spec(), capturePlan, setup.settings().minTokenInterval(), generate.listener());
        ActorRef<GenerationCoordinator.Command> coordinator = getContext()
                .spawn(
                        GenerationCoordinator.create(setup.model(), partners, assignment),
                        "generation-" + generate.id());
        running.put(generate.id(), coordinator);
        getContext().watchWith(coordinator, new CoordinatorStopped(generate.id()));
        capturedSequences += capturePlan.isEmpty() ? 0 : 1;
    }

    private void onCancel(Cancel cancel) {
        ActorRef<GenerationCoordinator.Command> coordinator = running.get(cancel.id());
        if (coordinator != null) {
            coordinator.tell(GenerationCoordinator.Cancel.INSTANCE);
        }
    }

    private void onCoordinatorStopped(CoordinatorStopped stopped) {
        running.remove(stopped.id());
        drainIfStopping();
    }

    private void onStop() {
        stopping = true;
        running.values().forEach(coordinator -> coordinator.tell(GenerationCoordinator.Cancel.INSTANCE));
        drainIfStopping();
    }

    /** Everything that coordinators have told the gate and the publisher comes before this. */
    private void drainIfStopping() {
        if (stopping && running.isEmpty()) {
            partners.publisher().tell(new ActivationPublisher.Drain(partners.gate(), this::drained));
        }
    }

    private void drained() {
        self.tell(Drained.INSTANCE);
    }

    private void onPluginReported(PluginWorker.Report report) {
        switch (report) {
            case PluginWorker.Report.Ready ready -> {
                wanted.put(ready.plugin(), ready.captureSpec());
                setup.pluginStart().ready(ready.plugin());
            }
            case PluginWorker.Report.Down down -> {
                wanted.remove(down.plugin());
                setup.pluginStart().failed(down.plugin(), down.reason());
            }
        }
        capturePlan = CapturePlan.union(wanted.values());
    }
}
