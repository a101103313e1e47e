package io.telltale.runtime;

import com.typesafe.config.ConfigFactory;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.spi.GenerationId;
import io.telltale.spi.ModelSpec;
import io.telltale.spi.PluginException;
import io.telltale.spi.PluginId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/**
 * One model, split over shards, with its plugins: generates, and closes the loop over the event log.
 *
 * <p>Safe for use by several threads.
 */
public final class TelltaleRuntime implements AutoCloseable {

    private static final Duration PLUGIN_START_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);
    private static final Duration STATUS_TIMEOUT = Duration.ofSeconds(2);
    private static final String ACTORS_GONE =
            "this process generates no more: it was stopped, or its cluster has gone on without it; start it again";
    private static final long POLL_NANOS = 5_000_000;

    private final RuntimeName name;
    private final GenerationCoordinator.Model model;
    private final RuntimeServices services;
    private final ActorSystem<TelltaleGuardian.Command> system;
    private final int limit;
    private final Semaphore free;
    private final OpenGenerations open;
    private final BatchScheduler.Setup batching;
    private final ShardReadiness readiness;

    private TelltaleRuntime(TelltaleGuardian.Setup setup, ActorSystem<TelltaleGuardian.Command> system) {
        this.name = setup.name();
        this.model = setup.model();
        this.services = setup.services();
        this.batching = setup.batching();
        this.readiness = setup.readiness();
        this.system = system;
        this.limit = mostGenerations(setup.settings());
        this.free = new Semaphore(limit);
        this.open = new OpenGenerations(free::release);
        system.getWhenTerminated().whenComplete((done, failure) -> onActorsGone());
    }

    private static int mostGenerations(RuntimeSettings settings) {
        long sum =
                (long) settings.maxConcurrentGenerations() + settings.batching().maxWaitingGenerations();
        return (int) Math.min(sum, Integer.MAX_VALUE);
    }

    /**
     * Loads the model's shards, starts the plugins and waits until they read the log.
     *
     * @throws io.telltale.engine.EngineException if the model cannot be loaded
     * @throws PluginException if a plugin cannot be started
     */
    public static TelltaleRuntime start(RuntimeSettings settings, Checkpoint checkpoint, RuntimeServices services)
            throws PluginException {
        return start(
                settings, checkpoint, LocalShardChain.load(checkpoint, settings.shards(), settings.engine()), services);
    }

    /**
     * Starts the plugins and waits until they read the log and the shards are connected.
     *
     * @param shards of the model, which the runtime closes
     * @throws ShardMissingException if shards are not there in time
     * @throws PluginException if a plugin cannot be started
     */
    public static TelltaleRuntime start(
            RuntimeSettings settings, Checkpoint checkpoint, ShardChain shards, RuntimeServices services)
            throws PluginException {
        List<PluginId> plugins = settings.plugins().stream()
                .map(plugin -> plugin.provider().descriptor().id())
                .toList();
        PluginStart pluginStart = PluginStart.of(plugins);
        GenerationCoordinator.Model model = new GenerationCoordinator.Model(
                checkpoint.spec(),
                checkpoint.tokenizer(),
                checkpoint.endOfSequenceIds(),
                Math.min(checkpoint.spec().contextLength(), settings.engine().contextLimit()));
        TelltaleGuardian.Setup setup = new TelltaleGuardian.Setup(
                RuntimeName.random(services.random()),
                settings,
                model,
                shards,
                services,
                pluginStart,
                new ShardReadiness(),
                BatchScheduler.Setup.of(settings, checkpoint, shards));
        ActorSystem<TelltaleGuardian.Command> system = ActorSystem.create(
                TelltaleGuardian.create(setup),
                "telltale",
                settings.pekko()
                        .withFallback(shards.actorSystem())
                        .withFallback(ConfigFactory.load("telltale-runtime")));
        TelltaleRuntime runtime = new TelltaleRuntime(setup, system);
        try {
            pluginStart.await(PLUGIN_START_TIMEOUT);
            setup.readiness().await(shards.patience());
        } catch (PluginException | ShardMissingException e) {
            runtime.close();
            throw e;
        }
        return runtime;
    }

    /** Returns the model that generates. */
    public ModelSpec model() {
        return model.spec();
    }

    /**
     * Starts a generation and returns at once; it may have to wait for others to end.
     *
     * @throws OverloadedException if as many generations as are allowed run or wait
     * @throws IllegalArgumentException if there will never be enough memory for its keys and values
     * @throws ShardMissingException if a shard of the model is missing
     */
    public GenerationId generate(GenerationSpec spec, GenerationListener listener) throws OverloadedException {
        return generate(List.of(spec), choice -> listener).getFirst();
    }

    /**
     * Starts several generations and returns at once; none starts unless all may.
     *
     * @param listeners the listener of each generation, by its place in the list
     * @throws OverloadedException if not so many more are allowed to run or wait
     * @throws IllegalArgumentException if there will never be enough memory for the keys and values of one of them
     * @throws ShardMissingException if a shard of the model is missing
     */
    public List<GenerationId> generate(List<GenerationSpec> specs, IntFunction<GenerationListener> listeners)
            throws OverloadedException {
        specs.forEach(this::checkMemory);
        readiness.check();
        if (!free.tryAcquire(specs.size())) {
            throw new OverloadedException(limit);
        }
        List<GenerationId> ids = new ArrayList<>();
        for (GenerationSpec spec : specs) {
            GenerationId id = name.newGeneration(services.random());
            system.tell(new TelltaleGuardian.Generate(id, spec, open.add(id, spec, listeners.apply(ids.size()))));
            ids.add(id);
        }
        if (system.getWhenTerminated().toCompletableFuture().isDone()) {
            onActorsGone();
        }
        return List.copyOf(ids);
    }

    private void checkMemory(GenerationSpec spec) {
        int positions = spec.mostPositions(model.contextLength());
        if (positions > batching.cachePositions()) {
            throw new IllegalArgumentException(batching.refusal(positions));
        }
    }

    /** Once there are no actors any more, nobody else ends what is left, and nothing new can begin. */
    private void onActorsGone() {
        readiness.incomplete(ACTORS_GONE);
        open.fail(ACTORS_GONE);
    }

    /**
     * Starts a generation whose tokens nobody waits for.
     *
     * @throws OverloadedException if as many generations as are allowed run or wait
     * @throws IllegalArgumentException if there will never be enough memory for its keys and values
     * @throws ShardMissingException if a shard of the model is missing
     */
    public CompletionStage<GenerationEnd> generate(GenerationSpec spec) throws OverloadedException {
        CompletableFuture<GenerationEnd> ended = new CompletableFuture<>();
        generate(spec, new GenerationListener() {
            @Override
            public void onToken(SampledToken token) {}

            @Override
            public void onEnded(GenerationEnd end) {
                ended.complete(end);
            }
        });
        return ended;
    }

    /** Ends a generation; without effect on one that has ended. */
    public void cancel(GenerationId id) {
        system.tell(new TelltaleGuardian.Cancel(id));
    }

    /** Returns how the scheduler is doing, as of the last batch or generation. */
    public BatchStatus batches() {
        return batching.status().get();
    }

    /** Returns how the plugins are doing. */
    public List<PluginStatus> plugins() {
        return statuses(workers());
    }

    /**
     * Waits until the plugins have seen the end of every generation that was started so far.
     *
     * @return whether they had before the time was over
     */
    public boolean awaitPlugins(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        TelltaleGuardian.Plugins plugins = workers();
        while (!haveSeen(plugins)) {
            if (System.nanoTime() - deadline > 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return true;
    }

    private boolean haveSeen(TelltaleGuardian.Plugins plugins) {
        return statuses(plugins).stream().allMatch(status -> status.endedSequences() >= plugins.capturedSequences());
    }

    private TelltaleGuardian.Plugins workers() {
        CompletableFuture<TelltaleGuardian.Plugins> plugins = new CompletableFuture<>();
        system.tell(new TelltaleGuardian.ReportPlugins(plugins));
        return await(plugins);
    }

    private List<PluginStatus> statuses(TelltaleGuardian.Plugins plugins) {
        return plugins.workers().stream()
                .map(worker -> await(
                        AskPattern.ask(worker, PluginWorker.ReportStatus::new, STATUS_TIMEOUT, system.scheduler())))
                .toList();
    }

    /**
     * Cancels what runs, lets the plugins judge what was captured, a bounded time, then stops everything and waits until the
     * native memory is given back. What was said until then is with the log when this returns.
     */
    @Override
    public void close() {
        system.tell(TelltaleGuardian.Stop.INSTANCE);
        try {
            system.getWhenTerminated().toCompletableFuture().get(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the actors did not stop within " + STOP_TIMEOUT.toSeconds() + " s", e);
        }
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .orTimeout(STATUS_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}
