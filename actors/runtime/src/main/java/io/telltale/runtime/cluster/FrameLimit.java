package io.telltale.runtime.cluster;

import io.telltale.runtime.GenerationCoordinator;
import io.telltale.runtime.MessageLimit;
import io.telltale.runtime.ShardWorker;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;

/** Refuses what the transport would drop without a word, because it does not fit a frame. */
final class FrameLimit implements MessageLimit {

    /** Most that addresses of sender and receiver and the rest of the envelope take. */
    private static final int ENVELOPE_BYTES = 4096;

    private final ShardMessageSerializer serializer;
    private final long mostBytes;

    FrameLimit(ActorSystem<?> system) {
        this.serializer = new ShardMessageSerializer((ExtendedActorSystem) Adapter.toClassic(system));
        this.mostBytes = system.settings().config().getBytes("pekko.remote.artery.advanced.maximum-large-frame-size")
                - ENVELOPE_BYTES;
    }

    @Override
    public void check(ShardWorker.RunBatch batch) {
        checkSize(serializer.size(batch), "a batch of " + batch.runs().size() + " sequences");
    }

    @Override
    public void check(GenerationCoordinator.Command answer) {
        checkSize(serializer.size(answer), "an answer to a step");
    }

    private void checkSize(long bytes, String what) {
        if (bytes > mostBytes) {
            throw new IllegalArgumentException(what + " takes " + bytes + " bytes on its way to the next process, and "
                    + mostBytes + " are allowed; capture fewer sites, make batches smaller or raise"
                    + " telltale.cluster.max-message-size");
        }
    }
}
