package io.telltale.runtime;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.telltale.engine.EngineOptions;
import io.telltale.engine.ShardPlan;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.shard.Shard;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ChildFailed;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/** Shards that all live in this process. One that dies stays dead: what killed it would kill it again. */
record LocalShardChain(List<Shard> members) implements ShardChain {

    private static final DispatcherSelector SHARD_DISPATCHER =
            DispatcherSelector.fromConfig("telltale.dispatchers.shard");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    LocalShardChain {
        members = List.copyOf(members);
        if (members.isEmpty()) {
            throw new IllegalArgumentException("a model needs at least one shard");
        }
    }

    /**
     * Loads every shard of a plan.
     *
     * @throws io.telltale.engine.EngineException if one cannot be loaded
     */
    static LocalShardChain load(Checkpoint checkpoint, ShardPlan plan, EngineOptions options) {
        return new LocalShardChain(Shard.loadAll(checkpoint, plan, options));
    }

    @Override
    public int shards() {
        return members.size();
    }

    @Override
    public long cacheBytesPerPosition() {
        return members.stream().mapToLong(Shard::cacheBytesPerPosition).sum();
    }

    @Override
    public Duration patience() {
        return PATIENCE;
    }

    @Override
    public Config actorSystem() {
        return ConfigFactory.empty();
    }

    @Override
    public Behavior<Void> keeper(ActorRef<State> listener) {
        return Behaviors.setup(context -> {
            listener.tell(new State.Whole(spawnWorkers(context)));
            return Behaviors.receive(Void.class)
                    .onSignal(ChildFailed.class, died -> {
                        listener.tell(new State.Broken("a shard died: " + died.getCause()));
                        return Behaviors.same();
                    })
                    .onSignal(Terminated.class, gone -> {
                        listener.tell(new State.Broken("a shard died"));
                        return Behaviors.same();
                    })
                    .build();
        });
    }

    private ActorRef<ShardWorker.Command> spawnWorkers(ActorContext<Void> context) {
        @Nullable ActorRef<ShardWorker.Command> first = null;
        for (int i = members.size() - 1; i >= 0; i--) {
            Optional<ActorRef<ShardWorker.Command>> next = Optional.ofNullable(first);
            first = context.spawn(
                    ShardWorker.create(members.get(i), ShardWorker.Place.inside(next)),
                    "shard-" + i,
                    i == 0 ? TelltaleGuardian.FIRST_SHARD_DISPATCHER : SHARD_DISPATCHER);
            context.watch(first);
        }
        return Objects.requireNonNull(first);
    }
}
