package io.telltale.runtime;

import io.telltale.engine.shard.Shard;
import io.telltale.pluginhost.CapturePlan;
import io.telltale.spi.CaptureSpec;
import io.telltale.spi.GenerationId;
import io.telltale.spi.PluginId;
import io.telltale.transport.FinishReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

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

    /** Cancels what runs, hears the plugins out, lets the log hear of it, then stops. */
    enum Stop implements Command {
        INSTANCE
    }

    private enum PatienceEnded implements Command {
        INSTANCE
    }

    private enum Drained implements Command {
        INSTANCE
    }

    private record PluginReported(PluginWorker.Report report) implements Command {}

    /** What the guardian is made of. */
    record Setup(
            RuntimeName name,
            RuntimeSettings settings,
            GenerationCoordinator.Model model,
            List<Shard> shards,
            RuntimeServices services,
            PluginStart pluginStart,
            BatchScheduler.Setup batching) {}

    /** One thread of the scheduler and the first shard: a batch starts without one thread having to wake another. */
    private static final DispatcherSelector FIRST_SHARD_DISPATCHER =
            DispatcherSelector.fromConfig("telltale.dispatchers.first-shard");

    private static final DispatcherSelector SHARD_DISPATCHER =
            DispatcherSelector.fromConfig("telltale.dispatchers.shard");
    private static final DispatcherSelector PLUGIN_DISPATCHER =
            DispatcherSelector.fromConfig("telltale.dispatchers.plugin");

    /** How long plugins may take, when the runtime stops, to judge what was captured. */
    private static final Duration HEARING = Duration.ofSeconds(5);

    private final Setup setup;
    private final TimerScheduler<Command> timers;
    private final GenerationCoordinator.Partners partners;
    private final Map<PluginId, ActorRef<PluginWorker.Command>> workers = new TreeMap<>();
    private final Map<PluginId, CaptureSpec> wanted = new HashMap<>();
    private final Map<GenerationId, ActorRef<GenerationCoordinator.Command>> running = new HashMap<>();
    /** What is to be done when a child is gone; it is told what the child died of, nothing if it stopped by itself. */
    private final Map<ActorRef<?>, Consumer<String>> farewells = new HashMap<>();
    /** The plugins that the runtime waits for before it stops. */
    private final Set<PluginId> behind = new TreeSet<>();

    private final ActorRef<Command> self;
    private CapturePlan capturePlan = CapturePlan.NOTHING;
    private String shardFailure = "";
    private boolean stopping;
    private long capturedSequences;

    static Behavior<Command> create(Setup setup) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> new TelltaleGuardian(context, timers, setup)));
    }

    private TelltaleGuardian(ActorContext<Command> context, TimerScheduler<Command> timers, Setup setup) {
        super(context);
        this.timers = timers;
        this.setup = setup;
        this.self = context.getSelf();
        this.partners = new GenerationCoordinator.Partners(
                spawnScheduler(spawnShards()),
                context.spawn(ActivationPublisher.create(setup.services()), "activation-publisher"),
                context.spawn(InterventionGate.create(setup.services(), modes()), "intervention-gate"),
                setup.services());
        setup.settings().plugins().forEach(this::spawnPlugin);
    }

    private ActorRef<ShardWorker.Command> spawnShards() {
        Optional<ActorRef<ShardWorker.Command>> next = Optional.empty();
        List<Shard> shards = new ArrayList<>(setup.shards());
        for (int i = shards.size() - 1; i >= 0; i--) {
            ActorRef<ShardWorker.Command> shard = getContext()
                    .spawn(
                            ShardWorker.create(shards.get(i), next),
                            "shard-" + i,
                            i == 0 ? FIRST_SHARD_DISPATCHER : SHARD_DISPATCHER);
            watch(shard, this::onShardGone);
            next = Optional.of(shard);
        }
        return next.orElseThrow(() -> new IllegalArgumentException("a model needs at least one shard"));
    }

    private ActorRef<BatchScheduler.Command> spawnScheduler(ActorRef<ShardWorker.Command> firstShard) {
        ActorRef<BatchScheduler.Command> scheduler = getContext()
                .spawn(BatchScheduler.create(setup.batching(), firstShard), "batch-scheduler", FIRST_SHARD_DISPATCHER);
        watch(scheduler, this::onShardGone);
        return scheduler;
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
                setup.name(),
                registration,
                setup.model().spec(),
                setup.settings().pluginPolicy(),
                setup.services(),
                partners.gate(),
                getContext().messageAdapter(PluginWorker.Report.class, PluginReported::new));
        ActorRef<PluginWorker.Command> spawned =
                getContext().spawn(PluginWorker.create(worker), "plugin-" + id, PLUGIN_DISPATCHER);
        workers.put(id, spawned);
        watch(spawned, failure -> onWorkerGone(id, failure));
    }

    private void watch(ActorRef<?> child, Consumer<String> farewell) {
        farewells.put(child, farewell);
        getContext().watch(child);
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        switch (command) {
            case Stop stop -> onStop();
            case PatienceEnded ended -> onPatienceEnded();
            case Drained drained -> {
                return Behaviors.stopped();
            }
            case Generate generate -> onGenerate(generate);
            case Cancel cancel -> onCancel(cancel);
            case PluginReported reported -> onPluginReported(reported.report());
            case ReportPlugins report ->
                report.plugins().complete(new Plugins(List.copyOf(workers.values()), capturedSequences));
        }
        return this;
    }

    @Override
    public Behavior<Command> onSignal(Signal signal) {
        if (signal instanceof Terminated gone) {
            String failure = gone instanceof ChildFailed failed ? String.valueOf(failed.getCause()) : "";
            Optional.ofNullable(farewells.remove(gone.getRef())).ifPresent(farewell -> farewell.accept(failure));
        }
        return this;
    }

    private void onGenerate(Generate generate) {
        if (stopping) {
            refuse(generate, FinishReason.CANCELLED, "the runtime is stopping");
        } else if (!shardFailure.isEmpty()) {
            refuse(generate, FinishReason.FAILED, shardFailure);
        } else {
            startGeneration(generate);
        }
    }

    private static void refuse(Generate generate, FinishReason reason, String why) {
        generate.listener()
                .onEnded(GenerationEnd.withoutAnswer(
                        generate.id(), generate.spec().prompt(), reason, why));
    }

    private void startGeneration(Generate generate) {
        GenerationCoordinator.Assignment assignment = new GenerationCoordinator.Assignment(
                generate.id(), generate.spec(), capturePlan, setup.settings().minTokenInterval(), generate.listener());
        ActorRef<GenerationCoordinator.Command> coordinator = getContext()
                .spawn(
                        GenerationCoordinator.create(setup.model(), partners, assignment),
                        "generation-" + generate.id());
        running.put(generate.id(), coordinator);
        watch(coordinator, failure -> onCoordinatorGone(assignment, failure));
        capturedSequences += capturePlan.isEmpty() ? 0 : 1;
    }

    private void onCancel(Cancel cancel) {
        ActorRef<GenerationCoordinator.Command> coordinator = running.get(cancel.id());
        if (coordinator != null) {
            coordinator.tell(GenerationCoordinator.Cancel.INSTANCE);
        }
    }

    /** A coordinator that died has told nobody that its generation is over, and nobody knows how much it had captured. */
    private void onCoordinatorGone(GenerationCoordinator.Assignment assignment, String failure) {
        running.remove(assignment.id());
        if (!failure.isEmpty()) {
            GenerationEnd end = GenerationEnd.withoutAnswer(
                    assignment.id(), assignment.spec().prompt(), FinishReason.FAILED, failure);
            new GenerationClosing(partners, assignment)
                    .close(
                            end,
                            GenerationClosing.Remains.NONE,
                            assignment.spec().trace());
        }
        if (stopping && running.isEmpty()) {
            hearPluginsOut();
        }
    }

    /** The model is not whole any more, and stays so. */
    private void onShardGone(String failure) {
        shardFailure = "a shard died: " + failure;
        running.values().forEach(coordinator -> coordinator.tell(new GenerationCoordinator.StepFailed(shardFailure)));
    }

    private void onWorkerGone(PluginId plugin, String failure) {
        workers.remove(plugin);
        new PluginLedger(plugin, setup.services()).disabled(failure);
        onPluginReported(new PluginWorker.Report.Down(plugin, failure));
        onCaughtUp(plugin);
    }

    private void onStop() {
        if (stopping) {
            return;
        }
        stopping = true;
        running.values().forEach(coordinator -> coordinator.tell(GenerationCoordinator.Cancel.INSTANCE));
        if (running.isEmpty()) {
            hearPluginsOut();
        }
    }

    private void hearPluginsOut() {
        behind.addAll(workers.keySet());
        if (behind.isEmpty()) {
            drain();
            return;
        }
        timers.startSingleTimer(PatienceEnded.INSTANCE, HEARING);
        workers.values().forEach(worker -> worker.tell(new PluginWorker.AwaitEnds(capturedSequences)));
    }

    private void onCaughtUp(PluginId plugin) {
        if (behind.remove(plugin) && behind.isEmpty()) {
            timers.cancel(PatienceEnded.INSTANCE);
            drain();
        }
    }

    private void onPatienceEnded() {
        getContext()
                .getLog()
                .atWarn()
                .addKeyValue("plugins", behind)
                .log("stopping before these plugins have judged all that was captured");
        behind.clear();
        drain();
    }

    /** Everything that coordinators and plugins have told the gate and the publisher comes before this. */
    private void drain() {
        partners.publisher().tell(new ActivationPublisher.Drain(partners.gate(), this::drained));
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
            case PluginWorker.Report.CaughtUp caughtUp -> onCaughtUp(caughtUp.plugin());
        }
        capturePlan = CapturePlan.union(wanted.values());
    }
}
