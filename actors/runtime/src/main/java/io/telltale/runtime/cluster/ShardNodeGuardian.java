package io.telltale.runtime.cluster;

import io.telltale.engine.shard.Shard;
import io.telltale.runtime.ShardWorker.Parting;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.cluster.ClusterEvent.MemberRemoved;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Subscribe;

/** The root of a shard process's actors: offers the shard, and stops when the last head has left, to join a new one. */
final class ShardNodeGuardian {

    private static final DispatcherSelector SHARD_DISPATCHER =
            DispatcherSelector.fromConfig("telltale.dispatchers.shard");

    private ShardNodeGuardian() {}

    static Behavior<MemberRemoved> create(Shard shard, ShardIdentity identity) {
        return Behaviors.setup(context -> {
            offer(context, shard, identity);
            Cluster cluster = Cluster.get(context.getSystem());
            cluster.subscriptions().tell(Subscribe.create(context.getSelf(), MemberRemoved.class));
            return Behaviors.receive(MemberRemoved.class)
                    .onMessage(
                            MemberRemoved.class,
                            removed -> removed.member().hasRole(ClusterSettings.HEAD) && !hasHead(cluster)
                                    ? Behaviors.stopped()
                                    : Behaviors.same())
                    .build();
        });
    }

    private static void offer(ActorContext<?> context, Shard shard, ShardIdentity identity) {
        ActorRef<ShardHost.Command> host = context.spawn(
                ShardHost.create(new ShardHost.Setup(
                        shard,
                        identity,
                        new FrameLimit(context.getSystem()),
                        SHARD_DISPATCHER,
                        Parting.RELEASE_SEQUENCES)),
                "shard");
        context.getSystem().receptionist().tell(Receptionist.register(ShardNode.KEY, host));
    }

    private static boolean hasHead(Cluster cluster) {
        for (var member : cluster.state().getMembers()) {
            if (member.hasRole(ClusterSettings.HEAD)) {
                return true;
            }
        }
        return false;
    }
}
