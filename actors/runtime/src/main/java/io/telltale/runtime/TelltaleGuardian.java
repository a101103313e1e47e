package io.telltale.runtime;

import io.telltale.pluginhost.CapturePlan;
import io.telltale.spi.CaptureSpec;
import io.telltale.spi.GenerationId;
import io.telltale.spi.PluginId;
import io.telltale.transport.FinishReason;
import java.time.Duration;
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

    private record ChainChanged(ShardChain.State state) implements Command {}

    /** What the guardian is made of. */
    record Setup(
            RuntimeName name,
            RuntimeSettings settings,
            GenerationCoordinator.Model model,
            ShardChain shards,
            RuntimeServices services,
            PluginStart pluginStart,
            ShardReadiness readiness,
            BatchScheduler.Setup batching) {}

    /** One thread of the scheduler and the first shard: a batch starts without one thread having to wake another. */
    static final DispatcherSelector FIRST_SHARD_DISPATCHER =
            DispatcherSelector.fromConfig("telltale.dispatchers.first-shard");

    private static final DispatcherSelector PLUGIN_DISPATCHER =
            DispatcherSelector.fromConfig("telltale.dispatchers.plugin");

    /** How long plugins may take, when the runtime stops, to judge what was captured. */
    private static final Duration HEARING = Duration.ofSeconds(5);

    private final Setup setup;
    private final TimerScheduler<Command> timers;
    private final ActorRef<ActivationPublisher.Command> publisher;
    private final ActorRef<InterventionGate.Command> gate;
    private final Map<PluginId, ActorRef<PluginWorker.Command>> workers = new TreeMap<>();
    private final Map<PluginId, CaptureSpec> wanted = new HashMap<>();
    private final Map<GenerationId, ActorRef<GenerationCoordinator.Command>> running = new HashMap<>();
    /** What is to be done when a child is gone; it is told what the child died of, nothing if it stopped by itself. */
    private final Map<ActorRef<?>, Consumer<String>> farewells = new HashMap<>();
    /** The plugins that the runtime waits for before it stops. */
    private final Set<PluginId> behind = new TreeSet<>();

    private final ActorRef<Command> self;
    private CapturePlan capturePlan = CapturePlan.NOTHING;
    /** Batches the steps of the model's present chain of shards; a chain lives as long as its scheduler. */
    private Optional<ActorRef<BatchScheduler.Command>> scheduler = Optional.empty();

    private String shardFailure = "the model's shards are not connected yet";
    private long chains;
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
        this.publisher = context.spawn(ActivationPublisher.create(setup.services()), "activation-publisher");
        this.gate = context.spawn(InterventionGate.create(setup.services(), modes()), "intervention-gate");
        ActorRef<ShardChain.State> chain = context.messageAdapter(ShardChain.State.class, ChainChanged::new);
        watch(context.spawn(setup.shards().keeper(chain), "shards"), this::onChainGone);
        setup.settings().plugins().forEach(this::spawnPlugin);
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
                gate,
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
            case ChainChanged changed -> onChainChanged(changed.state());
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
        } else {
            scheduler.ifPresentOrElse(
                    batches -> startGeneration(generate, batches),
                    () -> refuse(generate, FinishReason.FAILED, shardFailure));
        }
    }

    private static void refuse(Generate generate, FinishReason reason, String why) {
        generate.listener()
                .onEnded(GenerationEnd.withoutAnswer(
                        generate.id(), generate.spec().prompt(), reason, why));
    }

    private void startGeneration(Generate generate, ActorRef<BatchScheduler.Command> batches) {
        GenerationCoordinator.Partners partners =
                new GenerationCoordinator.Partners(batches, publisher, gate, setup.services());
        GenerationCoordinator.Assignment assignment = new GenerationCoordinator.Assignment(
                generate.id(), generate.spec(), capturePlan, setup.settings().minTokenInterval(), generate.listener());
        ActorRef<GenerationCoordinator.Command> coordinator = getContext()
                .spawn(
                        GenerationCoordinator.create(setup.model(), partners, assignment),
                        "generation-" + generate.id());
        running.put(generate.id(), coordinator);
        watch(coordinator, failure -> onCoordinatorGone(partners, assignment, failure));
        capturedSequences += capturePlan.isEmpty() ? 0 : 1;
    }

    private void onCancel(Cancel cancel) {
        ActorRef<GenerationCoordinator.Command> coordinator = running.get(cancel.id());
        if (coordinator != null) {
            coordinator.tell(GenerationCoordinator.Cancel.INSTANCE);
        }
    }

    /** A coordinator that died has told nobody that its generation is over, and nobody knows how much it had captured. */
    private void onCoordinatorGone(
            GenerationCoordinator.Partners partners, GenerationCoordinator.Assignment assignment, String failure) {
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

    private void onChainChanged(ShardChain.State state) {
        switch (state) {
            case ShardChain.State.Whole whole -> onWhole(whole);
            case ShardChain.State.Broken broken -> onBroken(broken.reason());
            case ShardChain.State.Incomplete incomplete -> {
                shardFailure = incomplete.reason();
                setup.readiness().incomplete(shardFailure);
            }
        }
    }

    private void onWhole(ShardChain.State.Whole whole) {
        shardFailure = "";
        ActorRef<BatchScheduler.Command> spawned = getContext()
                .spawn(
                        BatchScheduler.create(setup.batching(), whole.first()),
                        "batch-scheduler-" + chains++,
                        FIRST_SHARD_DISPATCHER);
        watch(spawned, failure -> onChainGone("the scheduler died: " + failure));
        scheduler = Optional.of(spawned);
        setup.readiness().whole();
    }

    /** Everything that knew the chain goes with it: the books of its memory, and answers that still come from it. */
    private void onBroken(String reason) {
        shardFailure = reason;
        setup.readiness().incomplete(reason);
        running.values().forEach(coordinator -> coordinator.tell(new GenerationCoordinator.StepFailed(reason)));
        scheduler.ifPresent(gone -> {
            farewells.remove(gone);
            getContext().stop(gone);
        });
        scheduler = Optional.empty();
        setup.batching().status().set(BatchStatus.IDLE);
    }

    private void onChainGone(String failure) {
        onBroken("the model's shards are gone: " + failure);
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
        publisher.tell(new ActivationPublisher.Drain(gate, this::drained));
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
