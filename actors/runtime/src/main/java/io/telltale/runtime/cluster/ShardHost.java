package io.telltale.runtime.cluster;

import io.telltale.engine.shard.Shard;
import io.telltale.runtime.MessageLimit;
import io.telltale.runtime.ShardWorker;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Owns one shard and lends it to one head at a time. Every connection has a worker of its own: what was sent to an older one finds
 * nobody, and no sequence outlives its connection.
 */
final class ShardHost extends AbstractMatchingBehavior<ShardHost.Command> {

    /** What a host can be told. */
    sealed interface Command {}

    /** Asks what it holds. */
    record Describe(ActorRef<Reply> replyTo) implements Command {}

    /**
     * Asks for a worker; the same head's worker from before stops.
     *
     * @param attempt of the head, which the reply repeats
     * @param next worker behind this one
     */
    record Connect(long attempt, Optional<ActorRef<ShardWorker.Command>> next, ActorRef<Reply> head)
            implements Command {}

    /** What a host answers. */
    sealed interface Reply extends ChainKeeper.Command {}

    /**
     * Says what a host holds.
     *
     * @param place host and port of its process
     */
    record Announced(ActorRef<Command> host, ShardIdentity identity, String place) implements Reply {}

    /** The worker of a connection. */
    record Connected(long attempt, ActorRef<Command> host, ActorRef<ShardWorker.Command> worker) implements Reply {}

    /** There is no worker for this head. */
    record Refused(long attempt, ActorRef<Command> host, String reason) implements Reply {}

    /**
     * What a host works with.
     *
     * @param limit of what its workers send
     * @param parting what happens to the shard when the host stops
     */
    record Setup(
            Shard shard,
            ShardIdentity identity,
            MessageLimit limit,
            DispatcherSelector workerDispatcher,
            ShardWorker.Parting parting) {}

    private record Session(Connect connect, ActorRef<ShardWorker.Command> worker) {}

    private final Setup setup;
    private Optional<Session> session = Optional.empty();
    private Optional<Connect> waiting = Optional.empty();
    private int workers;

    static Behavior<Command> create(Setup setup) {
        return Behaviors.setup(context -> new ShardHost(context, setup));
    }

    private ShardHost(ActorContext<Command> context, Setup setup) {
        super(context);
        this.setup = setup;
    }

    @Override
    public Behavior<Command> onMessage(Command command) {
        switch (command) {
            case Describe describe ->
                describe.replyTo().tell(new Announced(getContext().getSelf(), setup.identity(), place()));
            case Connect connect -> onConnect(connect);
        }
        return this;
    }

    @Override
    public Behavior<Command> onSignal(Signal signal) {
        if (signal instanceof Terminated gone) {
            onTerminated(gone.getRef());
        } else if (signal instanceof PostStop && setup.parting() == ShardWorker.Parting.CLOSE) {
            setup.shard().close();
        }
        return this;
    }

    private String place() {
        return HostPort.of(getContext().getSystem().address()).toString();
    }

    private void onConnect(Connect connect) {
        if (session.isEmpty()) {
            start(connect);
        } else if (session.get().connect().head().equals(connect.head())) {
            waiting = Optional.of(connect);
            getContext().stop(session.get().worker());
        } else {
            HostPort user = HostPort.of(session.get().connect().head().path().address());
            connect.head()
                    .tell(new Refused(connect.attempt(), getContext().getSelf(), "serves the runtime at " + user));
        }
    }

    private void start(Connect connect) {
        ShardWorker.Place place =
                new ShardWorker.Place(connect.next(), setup.limit(), ShardWorker.Parting.RELEASE_SEQUENCES);
        ActorRef<ShardWorker.Command> worker = getContext()
                .spawn(ShardWorker.create(setup.shard(), place), "worker-" + workers++, setup.workerDispatcher());
        getContext().watch(worker);
        getContext().watch(connect.head());
        session = Optional.of(new Session(connect, worker));
        connect.head().tell(new Connected(connect.attempt(), getContext().getSelf(), worker));
        getContext()
                .getLog()
                .atInfo()
                .addKeyValue("layers", setup.identity().layers())
                .addKeyValue("head", connect.head().path().address())
                .log("shard connected");
    }

    private void onTerminated(ActorRef<?> gone) {
        if (session.isEmpty()) {
            return;
        }
        if (gone.equals(session.get().worker())) {
            session = Optional.empty();
            waiting.ifPresent(this::start);
            waiting = Optional.empty();
        } else if (gone.equals(session.get().connect().head())) {
            waiting = Optional.empty();
            getContext().stop(session.get().worker());
        }
    }
}
