package io.telltale.runtime.cluster;

import io.telltale.runtime.MessageLimit;
import io.telltale.runtime.ShardChain.State;
import io.telltale.runtime.ShardWorker;
import io.telltale.runtime.cluster.ShardHost.Announced;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.actor.typed.receptionist.Receptionist;

/**
 * Looks for the shards of a model, connects them from the last to the first, and does so again when one was lost. All workers of a
 * chain are new; those of an older one have stopped.
 */
final class ChainKeeper extends AbstractMatchingBehavior<ChainKeeper.Command> {

    /** What a keeper can be told. */
    sealed interface Command permits ShardHost.Reply, BatchLost, Listed, LookAgain, ConnectTimedOut {}

    /** A batch did not come back. */
    record BatchLost(Duration waited) implements Command {}

    private record Listed(Set<ActorRef<ShardHost.Command>> hosts) implements Command {}

    private record ConnectTimedOut(long attempt) implements Command {}

    private enum LookAgain implements Command {
        INSTANCE
    }

    /**
     * What a keeper works with.
     *
     * @param local hosts of this process, in the order of the plan
     */
    record Setup(
            List<ShardPlacement> plan,
            ShardIdentity.Required required,
            List<ShardHost.Setup> local,
            MessageLimit limit,
            Duration batchTimeout,
            ActorRef<State> listener) {}

    private record Link(Announced shard, ActorRef<ShardWorker.Command> worker) {}

    /** How often hosts are asked that did not answer, or would not connect. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final TimerScheduler<Command> timers;
    private final Setup setup;
    private final ShardDirectory directory;
    /** Those connected so far, the last shard of the plan at the end. */
    private final Deque<Link> links = new ArrayDeque<>();

    private Optional<Announced> connecting = Optional.empty();
    private Optional<ActorRef<ShardWorker.Command>> entrance = Optional.empty();
    private String reported = "";
    private long attempt;

    static Behavior<Command> create(Setup setup) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> new ChainKeeper(context, timers, setup)));
    }

    private ChainKeeper(ActorContext<Command> context, TimerScheduler<Command> timers, Setup setup) {
        super(context);
        this.timers = timers;
        this.setup = setup;
        this.directory = new ShardDirectory(setup.plan(), setup.required(), spawnLocal());
        ActorRef<Receptionist.Listing> listings = context.messageAdapter(
                Receptionist.Listing.class, listing -> new Listed(listing.getServiceInstances(ShardNode.KEY)));
        context.getSystem().receptionist().tell(Receptionist.subscribe(ShardNode.KEY, listings));
        timers.startTimerWithFixedDelay(LookAgain.INSTANCE, LOOK_AGAIN);
        describe(directory.unknown());
    }

    private List<ActorRef<ShardHost.Command>> spawnLocal() {
        return setup.local().stream()
                .map(host -> {
                    ActorRef<ShardHost.Command> spawned = getContext()
                            .spawn(
                                    ShardHost.create(host),
                                    "host-" + host.identity().layers().from());
                    getContext().watch(spawned);
                    return spawned;
                })
                .toList();
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        switch (command) {
            case Listed listed -> onListed(listed.hosts());
            case ShardHost.Announced announced -> directory.announce(announced);
            case ShardHost.Connected connected -> onConnected(connected);
            case ShardHost.Refused refused -> onRefused(refused);
            case ConnectTimedOut timedOut -> onConnectTimedOut(timedOut);
            case BatchLost lost ->
                lose("a batch did not come back from the shards within "
                        + lost.waited().toSeconds() + " s");
            case LookAgain again -> {
                directory.forgive();
                describe(directory.unknown());
            }
        }
        connect();
        return this;
    }

    @Override
    public Behavior<Command> onSignal(Signal signal) {
        if (signal instanceof Terminated gone) {
            onTerminated(gone.getRef());
        }
        return this;
    }

    private void onTerminated(ActorRef<?> gone) {
        directory.bury(gone);
        links.stream()
                .filter(link ->
                        gone.equals(link.worker()) || gone.equals(link.shard().host()))
                .findFirst()
                .ifPresent(link -> lose(directory.name(link.shard()) + " was lost"));
        connect();
    }

    private void describe(List<ActorRef<ShardHost.Command>> hosts) {
        hosts.forEach(
                host -> host.tell(new ShardHost.Describe(getContext().getSelf().narrow())));
    }

    private void onListed(Set<ActorRef<ShardHost.Command>> hosts) {
        describe(directory.list(hosts));
        links.stream()
                .map(Link::shard)
                .filter(shard -> !directory.knows(shard.host()))
                .findFirst()
                .ifPresent(shard -> lose(directory.name(shard) + " was lost"));
    }

    private void lose(String reason) {
        getContext().getLog().atWarn().addKeyValue("reason", reason).log("the chain of shards is broken");
        boolean wasWhole = entrance.isPresent();
        abandon();
        if (wasWhole) {
            setup.listener().tell(new State.Broken(reason));
        }
    }

    private void abandon() {
        attempt++;
        timers.cancel(ConnectTimedOut.class);
        links.forEach(link -> getContext().unwatch(link.worker()));
        links.clear();
        connecting = Optional.empty();
        entrance.ifPresent(getContext()::stop);
        entrance = Optional.empty();
    }

    /** Goes on with connecting if that is possible. */
    private void connect() {
        if (entrance.isPresent() || connecting.isPresent()) {
            return;
        }
        Optional<String> missing = directory.missing();
        missing.ifPresent(this::report);
        if (missing.isEmpty()) {
            connectNext();
        }
    }

    private void report(String missing) {
        if (!missing.equals(reported)) {
            reported = missing;
            getContext().getLog().info(missing);
            setup.listener().tell(new State.Incomplete(missing));
        }
    }

    private void connectNext() {
        ShardPlacement placement = setup.plan().get(setup.plan().size() - 1 - links.size());
        connecting = directory.find(placement);
        connecting.ifPresent(shard -> {
            Optional<ActorRef<ShardWorker.Command>> next =
                    Optional.ofNullable(links.peekFirst()).map(Link::worker);
            shard.host()
                    .tell(new ShardHost.Connect(
                            attempt, next, getContext().getSelf().narrow()));
            timers.startSingleTimer(ConnectTimedOut.class, new ConnectTimedOut(attempt), CONNECT_TIMEOUT);
        });
    }

    private boolean isAwaited(long ofAttempt, ActorRef<ShardHost.Command> host) {
        return ofAttempt == attempt
                && connecting.map(shard -> shard.host().equals(host)).orElse(false);
    }

    private void onConnected(ShardHost.Connected connected) {
        if (!isAwaited(connected.attempt(), connected.host())) {
            return;
        }
        getContext().watch(connected.worker());
        links.addFirst(new Link(connecting.orElseThrow(), connected.worker()));
        connecting = Optional.empty();
        if (links.size() == setup.plan().size()) {
            open();
        }
    }

    private void open() {
        timers.cancel(ConnectTimedOut.class);
        ActorRef<ShardWorker.Command> first = links.getFirst().worker();
        ActorRef<ShardWorker.Command> opened = getContext()
                .spawn(
                        ChainEntrance.create(new ChainEntrance.Setup(
                                first,
                                setup.limit(),
                                setup.batchTimeout(),
                                getContext().getSelf().narrow())),
                        "entrance-" + attempt);
        entrance = Optional.of(opened);
        reported = "";
        getContext()
                .getLog()
                .atInfo()
                .addKeyValue(
                        "shards",
                        links.stream().map(link -> directory.name(link.shard())).toList())
                .log("the chain of shards is whole");
        setup.listener().tell(new State.Whole(opened));
    }

    private void onRefused(ShardHost.Refused refused) {
        if (isAwaited(refused.attempt(), refused.host())) {
            directory.refuse(refused.host(), refused.reason());
            abandon();
        }
    }

    private void onConnectTimedOut(ConnectTimedOut timedOut) {
        if (timedOut.attempt() == attempt && connecting.isPresent()) {
            directory.refuse(connecting.get().host(), "did not answer within " + CONNECT_TIMEOUT.toSeconds() + " s");
            abandon();
        }
    }
}
