package io.telltale.runtime.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.telltale.engine.EngineOptions;
import io.telltale.engine.LayerRange;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.shard.Shard;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.receptionist.ServiceKey;
import org.apache.pekko.cluster.ClusterEvent.MemberRemoved;
import org.apache.pekko.remote.RemoteTransportException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process that owns some layers of a model and lends them to a head. When the cluster goes on without it, or its head is gone, it
 * joins anew; the weights stay loaded meanwhile.
 *
 * <p>Safe for use by several threads.
 */
public final class ShardNode implements AutoCloseable {

    /** Under which heads look for shards. */
    static final ServiceKey<ShardHost.Command> KEY = ServiceKey.create(ShardHost.Command.class, "telltale-shard");

    private static final Logger LOG = LoggerFactory.getLogger(ShardNode.class);
    /** Lets the network forget the old connections, and a port in use become free. */
    private static final Executor LATER = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

    private static final long STOP_TIMEOUT_SECONDS = 15;

    private final Shard shard;
    private final ShardIdentity identity;
    private final ClusterSettings settings;
    private final Config pekko;

    private ActorSystem<MemberRemoved> system;
    private boolean closed;

    private ShardNode(Shard shard, ShardIdentity identity, ClusterSettings settings, Config pekko) {
        this.shard = shard;
        this.identity = identity;
        this.pekko = pekko;
        this.settings = settings;
        this.system = open(settings.listen());
    }

    /**
     * Loads layers, begins to listen and to join.
     *
     * @param settings whose list of processes to join names the head
     * @param pekko settings that go before Pekko's own
     * @throws io.telltale.engine.EngineException if the layers cannot be loaded
     * @throws IllegalArgumentException if nobody is to be joined, or the address cannot be listened at
     */
    public static ShardNode start(
            Checkpoint checkpoint, LayerRange layers, EngineOptions options, ClusterSettings settings, Config pekko) {
        if (settings.join().isEmpty()) {
            throw new IllegalArgumentException("a shard must know which process to join");
        }
        Shard shard = Shard.load(checkpoint, layers, options);
        try {
            return new ShardNode(shard, ShardIdentity.of(checkpoint, shard, options), settings, pekko);
        } catch (RuntimeException failed) {
            shard.close();
            throw failed;
        }
    }

    /** Returns where it listens. */
    public synchronized HostPort address() {
        return HostPort.of(system.address());
    }

    private ActorSystem<MemberRemoved> open(HostPort listen) {
        Config config = pekko.withFallback(settings.listeningAt(listen).actorSystem(ClusterSettings.SHARD))
                .withFallback(ConfigFactory.load("telltale-runtime"));
        ActorSystem<MemberRemoved> opened = create(listen, config);
        ClusterJoining.begin(opened, settings.join());
        opened.getWhenTerminated().whenCompleteAsync((done, failure) -> rejoin(), LATER);
        return opened;
    }

    private ActorSystem<MemberRemoved> create(HostPort listen, Config config) {
        try {
            return ActorSystem.create(ShardNodeGuardian.create(shard, identity), ClusterSettings.SYSTEM, config);
        } catch (RemoteTransportException busy) {
            throw new IllegalArgumentException(ClusterSettings.cannotListen(listen, busy), busy);
        }
    }

    private synchronized void rejoin() {
        if (closed) {
            return;
        }
        LOG.atInfo().addKeyValue("layers", identity.layers()).log("joining the cluster anew");
        try {
            system = open(address());
        } catch (IllegalArgumentException busy) {
            LOG.atWarn().addKeyValue("reason", busy.getMessage()).log("cannot join the cluster yet");
            LATER.execute(this::rejoin);
        }
    }

    /** Leaves the cluster and gives the memory of the layers back. */
    @Override
    public void close() {
        ActorSystem<MemberRemoved> last = stop();
        try {
            last.getWhenTerminated().toCompletableFuture().get(STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS);
            shard.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the actors did not stop within " + STOP_TIMEOUT_SECONDS + " s", e);
        }
    }

    private synchronized ActorSystem<MemberRemoved> stop() {
        closed = true;
        system.terminate();
        return system;
    }
}
