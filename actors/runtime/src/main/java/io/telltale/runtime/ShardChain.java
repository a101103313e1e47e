package io.telltale.runtime;

import com.typesafe.config.Config;
import java.time.Duration;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/** The shards of a model, each handing on to the next: all in this process, or in several. */
public interface ShardChain {

    /** What a runtime hears of its chain. */
    sealed interface State {

        /** Every shard is there and knows its next one; none of them holds a sequence. */
        record Whole(ActorRef<ShardWorker.Command> first) implements State {}

        /** A chain that was whole has lost a shard, and with it what runs. */
        record Broken(String reason) implements State {}

        /** The chain is not whole; told again when the reason changes. */
        record Incomplete(String reason) implements State {}
    }

    /** Returns the number of shards. */
    int shards();

    /** Returns how many bytes the keys and values of one position take, in all shards together. */
    long cacheBytesPerPosition();

    /** Returns how long a runtime waits for the chain when it starts. */
    Duration patience();

    /** Returns what the actor system of the runtime needs. */
    Config actorSystem();

    /**
     * Makes the actor that connects the shards, and again after a loss if it can. It owns the shards of this process: when it
     * stops, they are closed.
     *
     * @param listener is told of every change
     */
    Behavior<?> keeper(ActorRef<State> listener);
}
