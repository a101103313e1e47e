package io.telltale.runtime.cluster;

import com.typesafe.config.Config;
import io.telltale.engine.EngineOptions;
import io.telltale.engine.LayerRange;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.shard.Shard;
import io.telltale.runtime.MessageLimit;
import io.telltale.runtime.ShardChain;
import io.telltale.runtime.ShardWorker.Parting;
import io.telltale.runtime.cluster.ShardPlacement.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Shards some of which live in other processes; those join by themselves, and may go and come back while this process serves. */
public final class ClusterShardChain implements ShardChain {

    private static final DispatcherSelector SHARD_DISPATCHER =
            DispatcherSelector.fromConfig("telltale.dispatchers.shard");

    private final Checkpoint checkpoint;
    private final ClusterPlan plan;
    private final EngineOptions options;
    private final ClusterSettings settings;
    private final List<Shard> local;

    private ClusterShardChain(
            Checkpoint checkpoint,
            ClusterPlan plan,
            EngineOptions options,
            ClusterSettings settings,
            List<Shard> local) {
        this.checkpoint = checkpoint;
        this.plan = plan;
        this.options = options;
        this.settings = settings;
        this.local = List.copyOf(local);
    }

    /**
     * Loads the shards of this process.
     *
     * @throws IllegalArgumentException unless the plan covers the model's layers
     * @throws io.telltale.engine.EngineException if a shard cannot be loaded
     */
    public static ClusterShardChain load(
            Checkpoint checkpoint, ClusterPlan plan, EngineOptions options, ClusterSettings settings) {
        int layers = checkpoint.spec().layers();
        if (plan.layers() != layers) {
            throw new IllegalArgumentException(
                    "the shard plan covers " + plan.layers() + " layers, but the model has " + layers);
        }
        List<Shard> loaded = new ArrayList<>();
        try {
            for (LayerRange range : plan.of(Side.LOCAL)) {
                loaded.add(Shard.load(checkpoint, range, options));
            }
        } catch (RuntimeException failed) {
            loaded.forEach(Shard::close);
            throw failed;
        }
        return new ClusterShardChain(checkpoint, plan, options, settings, loaded);
    }

    @Override
    public int shards() {
        return plan.placements().size();
    }

    @Override
    public long cacheBytesPerPosition() {
        return plan.placements().stream()
                .mapToLong(placement -> Shard.cacheBytesPerPosition(checkpoint.config(), placement.layers(), options))
                .sum();
    }

    @Override
    public Duration patience() {
        return settings.patience();
    }

    @Override
    public Config actorSystem() {
        return settings.actorSystem(ClusterSettings.HEAD);
    }

    @Override
    public Behavior<?> keeper(ActorRef<State> listener) {
        return started(listener);
    }

    private Behavior<ChainKeeper.Command> started(ActorRef<State> listener) {
        return Behaviors.setup(context -> {
            ClusterJoining.begin(context.getSystem(), settings.join());
            MessageLimit limit = new FrameLimit(context.getSystem());
            return ChainKeeper.create(new ChainKeeper.Setup(
                    plan.placements(),
                    ShardIdentity.Required.of(checkpoint, options),
                    local.stream().map(shard -> host(shard, limit)).toList(),
                    limit,
                    settings.batchTimeout(),
                    listener));
        });
    }

    private ShardHost.Setup host(Shard shard, MessageLimit limit) {
        return new ShardHost.Setup(
                shard, ShardIdentity.of(checkpoint, shard, options), limit, SHARD_DISPATCHER, Parting.CLOSE);
    }
}
