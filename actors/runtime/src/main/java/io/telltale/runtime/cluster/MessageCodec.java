package io.telltale.runtime.cluster;

import io.telltale.engine.sampling.Logits;
import io.telltale.runtime.BatchScheduler.BatchCompleted;
import io.telltale.runtime.GenerationCoordinator.PartCompleted;
import io.telltale.runtime.GenerationCoordinator.StepCompleted;
import io.telltale.runtime.GenerationCoordinator.StepFailed;
import io.telltale.runtime.ShardWorker.Fork;
import io.telltale.runtime.ShardWorker.Open;
import io.telltale.runtime.ShardWorker.Release;
import io.telltale.runtime.ShardWorker.RunBatch;
import io.telltale.runtime.ShardWorker.Truncate;
import io.telltale.runtime.cluster.ShardHost.Announced;
import io.telltale.runtime.cluster.ShardHost.Connect;
import io.telltale.runtime.cluster.ShardHost.Connected;
import io.telltale.runtime.cluster.ShardHost.Describe;
import io.telltale.runtime.cluster.ShardHost.Refused;
import io.telltale.runtime.wire.WireReader;
import io.telltale.runtime.wire.WireWriter;

/** Writes and reads every message that travels between processes. */
final class MessageCodec {

    private final ActorNames names;
    private final BatchCodec batches;
    private final HostCodec hosts;

    MessageCodec(ActorNames names) {
        this.names = names;
        this.batches = new BatchCodec(names);
        this.hosts = new HostCodec(names);
    }

    /**
     * @throws IllegalArgumentException if the message is not one that travels
     */
    void write(Object message, WireWriter out) {
        switch (message) {
            case RunBatch batch -> batches.write(batch, out);
            case Open open -> {
                VocabularyCodec.write(open.sequence(), out);
                out.integer(open.positions());
            }
            case Fork fork -> {
                VocabularyCodec.write(fork.source(), out);
                VocabularyCodec.write(fork.sequence(), out);
                out.integer(fork.length());
            }
            case Truncate truncate -> {
                VocabularyCodec.write(truncate.sequence(), out);
                out.integer(truncate.length());
            }
            case Release release -> VocabularyCodec.write(release.sequence(), out);
            case BatchCompleted completed -> {
                out.longInteger(completed.number());
                BatchCodec.writeAll(completed.failed(), out);
            }
            case StepCompleted completed -> {
                VocabularyCodec.write(completed.positions(), out);
                out.floats(completed.logits().toArray());
                VocabularyCodec.write(completed.captured(), out);
            }
            case PartCompleted completed -> {
                VocabularyCodec.write(completed.positions(), out);
                VocabularyCodec.write(completed.captured(), out);
            }
            case StepFailed failed -> out.text(failed.reason());
            case Describe describe -> out.text(names.of(describe.replyTo()));
            case Connect connect -> hosts.write(connect, out);
            case Announced announced -> hosts.write(announced, out);
            case Connected connected -> hosts.write(connected, out);
            case Refused refused -> hosts.write(refused, out);
            default ->
                throw new IllegalArgumentException(message.getClass().getName() + " is not made to leave the process");
        }
    }

    /**
     * @throws IllegalArgumentException if the bytes do not make such a message
     */
    Object read(MessageKind kind, WireReader in) {
        Object message = switch (kind) {
            case RUN_BATCH -> batches.batch(in);
            case OPEN -> new Open(VocabularyCodec.sequence(in), in.integer());
            case FORK -> new Fork(VocabularyCodec.sequence(in), VocabularyCodec.sequence(in), in.integer());
            case TRUNCATE -> new Truncate(VocabularyCodec.sequence(in), in.integer());
            case RELEASE -> new Release(VocabularyCodec.sequence(in));
            case BATCH_COMPLETED -> new BatchCompleted(in.longInteger(), BatchCodec.sequences(in));
            case STEP_COMPLETED ->
                new StepCompleted(VocabularyCodec.span(in), Logits.owning(in.floats()), VocabularyCodec.captured(in));
            case PART_COMPLETED -> new PartCompleted(VocabularyCodec.span(in), VocabularyCodec.captured(in));
            case STEP_FAILED -> new StepFailed(in.text());
            case DESCRIBE -> new Describe(names.find(in.text()));
            case CONNECT -> hosts.connect(in);
            case ANNOUNCED -> hosts.announced(in);
            case CONNECTED -> hosts.connected(in);
            case REFUSED -> hosts.refused(in);
        };
        in.end();
        return message;
    }
}
