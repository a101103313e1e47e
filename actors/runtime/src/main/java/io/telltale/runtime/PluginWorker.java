package io.telltale.runtime;

import io.telltale.pluginhost.Deadlines;
import io.telltale.pluginhost.HostContext;
import io.telltale.pluginhost.IsolatedPlugin;
import io.telltale.pluginhost.PluginFailure;
import io.telltale.pluginhost.PluginReply;
import io.telltale.runtime.PluginStatus.State;
import io.telltale.spi.CaptureSpec;
import io.telltale.spi.ModelSpec;
import io.telltale.spi.PluginId;
import io.telltale.telemetry.TraceSpan;
import io.telltale.transport.ActivationsCaptured;
import io.telltale.transport.CaptureEnded;
import io.telltale.transport.EventHandler;
import io.telltale.transport.LogEvent;
import io.telltale.transport.RecordedEvent;
import io.telltale.transport.Subscription;
import io.telltale.transport.SubscriptionRequest;
import io.telltale.transport.SubscriptionRequest.StartAt;
import io.telltale.transport.Topic;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;

/**
 * Runs one plugin: reads the activations of this runtime's generations from the log, as a consumer group of its own, asks the
 * plugin, puts its verdicts on the log and brings its interventions to the gate. A plugin that hangs or keeps failing is started again, each time later, and in
 * the end left alone; meanwhile its events pass by.
 */
public final class PluginWorker extends AbstractMatchingBehavior<PluginWorker.Command> {

    /** What a worker can be told. */
    public sealed interface Command {}

    /** An event from the log; the promise is kept when the plugin is done with it. */
    record Handle(RecordedEvent event, CompletableFuture<Void> handled) implements Command {}

    /** Asks how the plugin is doing. */
    record ReportStatus(ActorRef<PluginStatus> replyTo) implements Command {}

    /** Asks for a {@link Report.CaughtUp} once the ends of that many sequences have passed the plugin. */
    record AwaitEnds(long sequences) implements Command {}

    private record Started(IsolatedPlugin plugin) implements Command {}

    private record StartFailed(String reason) implements Command {}

    private record Subscribed() implements Command {}

    private record Replied(Handle handled, PluginReply reply, TraceSpan span, IsolatedPlugin from) implements Command {}

    private enum Restart implements Command {
        INSTANCE
    }

    /** What a worker tells its owner. */
    sealed interface Report {

        PluginId plugin();

        /** The plugin reads the log from now on. */
        record Ready(PluginId plugin, CaptureSpec captureSpec) implements Report {}

        /** The plugin is gone; it may come back. */
        record Down(PluginId plugin, String reason) implements Report {}

        /** The plugin has seen, or lost, all that it was asked about. */
        record CaughtUp(PluginId plugin) implements Report {}
    }

    /** What a worker is made of. */
    record Setup(
            RuntimeName runtime,
            PluginRegistration registration,
            ModelSpec model,
            PluginPolicy policy,
            RuntimeServices services,
            ActorRef<InterventionGate.Command> gate,
            ActorRef<Report> owner) {

        PluginId plugin() {
            return registration.provider().descriptor().id();
        }
    }

    private static final int MAX_IN_FLIGHT = 256;
    private static final Deadlines DEADLINES = Deadlines.onThread("plugin-deadlines");
    private static final long NOBODY_WAITS = Long.MAX_VALUE;

    private final Setup setup;
    private final TimerScheduler<Command> timers;
    private final VerdictEmitter emitter;
    private final PluginLedger ledger;
    private State state = State.STARTING;
    private @Nullable CompletionStage<IsolatedPlugin> starting;
    private @Nullable IsolatedPlugin plugin;
    private @Nullable Subscription subscription;
    private int failures;
    private int restarts;
    private long endedSequences;
    private long awaitedEnds = NOBODY_WAITS;

    static Behavior<Command> create(Setup setup) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> new PluginWorker(context, timers, setup)));
    }

    private PluginWorker(ActorContext<Command> context, TimerScheduler<Command> timers, Setup setup) {
        super(context);
        this.timers = timers;
        this.setup = setup;
        this.emitter = new VerdictEmitter(setup.plugin(), setup.services(), setup.gate());
        this.ledger = new PluginLedger(setup.plugin(), setup.services());
        start();
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        switch (command) {
            case Handle handle -> onHandle(handle);
            case Replied replied -> onReplied(replied);
            case Started started -> onStarted(started.plugin());
            case StartFailed failed -> onStartFailed(failed.reason());
            case Subscribed subscribed -> onSubscribed();
            case Restart restart -> start();
            case ReportStatus report -> report.replyTo().tell(status());
            case AwaitEnds await -> onAwaitEnds(await);
        }
        return this;
    }

    @Override
    public Behavior<Command> onSignal(Signal signal) {
        if (signal instanceof PostStop) {
            closeSubscription();
            closePlugin();
            closePluginThatStarts();
        }
        return this;
    }

    private void closePluginThatStarts() {
        if (starting != null) {
            starting.thenAccept(IsolatedPlugin::close);
        }
    }

    /** Closing waits for the subscription's thread; the workers share few threads and must not wait one after the other. */
    private void closeSubscription() {
        if (subscription != null) {
            Thread.ofVirtual().name("close-plugin-" + setup.plugin()).start(subscription::close);
        }
    }

    private void start() {
        state = State.STARTING;
        HostContext context = new HostContext(
                setup.model(),
                setup.registration().settings(),
                setup.services().clock(),
                setup.services().random());
        CompletionStage<IsolatedPlugin> start = IsolatedPlugin.start(
                setup.registration().provider(), context, setup.policy().isolation(), DEADLINES);
        starting = start;
        getContext()
                .pipeToSelf(
                        start,
                        (started, failure) -> started != null
                                ? new Started(started)
                                : new StartFailed(failure == null ? "no reason given" : messageOf(failure)));
    }

    private void onStarted(IsolatedPlugin started) {
        plugin = started;
        starting = null;
        if (subscription == null) {
            subscribe();
        } else {
            onSubscribed();
        }
    }

    private void subscribe() {
        try {
            subscription = follow();
        } catch (RuntimeException e) {
            onStartFailed("the log cannot be followed: " + messageOf(e));
        }
    }

    private Subscription follow() {
        ActorRef<Command> self = getContext().getSelf();
        EventHandler handler = event -> {
            CompletableFuture<Void> handled = new CompletableFuture<>();
            self.tell(new Handle(event, handled));
            return handled;
        };
        SubscriptionRequest request = new SubscriptionRequest(
                Set.of(Topic.ACTIVATIONS), setup.runtime().group(setup.plugin()), StartAt.LATEST, MAX_IN_FLIGHT);
        Subscription made = setup.services().log().subscribe(request, handler);
        getContext()
                .pipeToSelf(
                        made.ready(),
                        (nothing, failure) -> failure == null ? new Subscribed() : new StartFailed(messageOf(failure)));
        return made;
    }

    private void onSubscribed() {
        if (plugin != null) {
            state = State.RUNNING;
            setup.owner().tell(new Report.Ready(setup.plugin(), plugin.captureSpec()));
        }
    }

    private void onStartFailed(String reason) {
        getContext().getLog().warn("plugin {} did not start: {}", setup.plugin(), reason);
        restartLater(reason);
    }

    private void onHandle(Handle handle) {
        if (!setup.runtime().started(handle.event().event().generation())) {
            handle.handled().complete(null);
            return;
        }
        IsolatedPlugin running = plugin;
        if (state != State.RUNNING
                || running == null
                || !isForPlugins(handle.event().event())) {
            done(handle);
            return;
        }
        TraceSpan span = emitter.startSpan(handle.event());
        getContext()
                .pipeToSelf(
                        ask(running, handle.event()), (reply, failure) -> new Replied(handle, reply, span, running));
    }

    private static boolean isForPlugins(LogEvent event) {
        return event instanceof ActivationsCaptured || event instanceof CaptureEnded;
    }

    private static CompletionStage<PluginReply> ask(IsolatedPlugin running, RecordedEvent event) {
        if (event.event() instanceof ActivationsCaptured captured) {
            return running.onActivations(captured.activations());
        }
        CaptureEnded ended = (CaptureEnded) event.event();
        return running.onCaptureEnded(ended.sequence(), ended.events());
    }

    private void onReplied(Replied replied) {
        switch (replied.reply()) {
            case PluginReply.Answered judged -> onJudged(replied, judged);
            case PluginReply.Skipped skipped -> replied.span().end();
            case PluginReply.Failed failed -> onFailed(replied, failed.failure());
        }
        done(replied.handled());
    }

    private void onJudged(Replied replied, PluginReply.Answered judged) {
        LogEvent event = replied.handled().event().event();
        try {
            emitter.emit(event, judged, replied.span());
        } catch (RuntimeException e) {
            onFailed(replied, emitter.failure(event, e));
            return;
        }
        if (isCurrent(replied)) {
            failures = 0;
            restarts = 0;
        }
        replied.span().end();
    }

    private void onFailed(Replied replied, PluginFailure failure) {
        replied.span().fail(failure.message());
        if (isCurrent(replied) && failure.blamesPlugin()) {
            onFailure(failure);
        }
    }

    /** What an instance said that was closed since speaks neither for nor against the one that runs. */
    private boolean isCurrent(Replied replied) {
        return replied.from() == plugin;
    }

    private void done(Handle handle) {
        if (handle.event().event() instanceof CaptureEnded) {
            endedSequences++;
            reportIfCaughtUp();
        }
        handle.handled().complete(null);
    }

    private void onAwaitEnds(AwaitEnds await) {
        awaitedEnds = await.sequences();
        reportIfCaughtUp();
    }

    private void reportIfCaughtUp() {
        if (endedSequences >= awaitedEnds) {
            awaitedEnds = NOBODY_WAITS;
            setup.owner().tell(new Report.CaughtUp(setup.plugin()));
        }
    }

    private PluginStatus status() {
        return new PluginStatus(setup.plugin(), state, restarts, endedSequences);
    }

    private void onFailure(PluginFailure failure) {
        setup.services().telemetry().meters().pluginFailed(setup.plugin().value());
        failures++;
        boolean restart = failure.needsRestart() || failures >= setup.policy().failuresBeforeRestart();
        if (state == State.RUNNING && restart) {
            restartLater(failure.message());
        }
    }

    private void restartLater(String reason) {
        closePlugin();
        failures = 0;
        setup.owner().tell(new Report.Down(setup.plugin(), reason));
        if (restarts >= setup.policy().maxRestarts()) {
            state = State.DISABLED;
            ledger.disabled(reason);
            return;
        }
        state = State.BACKING_OFF;
        Duration delay = setup.policy().backoff().delay(restarts);
        restarts++;
        ledger.restarted(reason);
        timers.startSingleTimer(Restart.INSTANCE, delay);
    }

    private void closePlugin() {
        if (plugin != null) {
            plugin.close();
            plugin = null;
        }
    }

    private static String messageOf(Throwable failure) {
        Throwable cause = failure.getCause();
        Throwable shown = failure instanceof CompletionException && cause != null ? cause : failure;
        return String.valueOf(shown.getMessage());
    }
}
