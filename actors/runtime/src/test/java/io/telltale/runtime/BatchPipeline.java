package io.telltale.runtime;

import io.telltale.engine.EngineOptions;
import io.telltale.engine.ShardPlan;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.shard.Shard;
import io.telltale.spi.GenerationId;
import io.telltale.spi.SequenceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;

/** A scheduler and the shards of a model, without coordinators: tests drive the sequences. */
final class BatchPipeline implements AutoCloseable {

    /** How the model runs. */
    record Layout(int shards, EngineOptions engine, BatchSettings settings, int maxRunning) {}

    private final ActorTestKit testKit = ActorTestKit.create();
    private final AtomicReference<BatchStatus> status = new AtomicReference<>(BatchStatus.IDLE);
    private final List<ActorRef<ShardWorker.Command>> workers = new ArrayList<>();
    private final ActorRef<BatchScheduler.Command> scheduler;
    private int sequences;

    BatchPipeline(Checkpoint checkpoint, Layout layout) {
        List<Shard> shards =
                Shard.loadAll(checkpoint, ShardPlan.even(checkpoint.spec().layers(), layout.shards()), layout.engine());
        Optional<ActorRef<ShardWorker.Command>> next = Optional.empty();
        for (Shard shard : shards.reversed()) {
            workers.addFirst(testKit.spawn(ShardWorker.create(shard, ShardWorker.Place.inside(next))));
            next = Optional.of(workers.getFirst());
        }
        BatchScheduler.Setup setup = new BatchScheduler.Setup(
                layout.settings(),
                BatchScheduler.ReuseUnit.of(layout.engine().batching()),
                layout.shards(),
                layout.maxRunning(),
                shards.stream().mapToLong(Shard::cacheBytesPerPosition).sum(),
                positions -> 0,
                status);
        this.scheduler = testKit.spawn(BatchScheduler.create(setup, workers.getFirst()));
    }

    /** Runs all scripts at once and waits until the last one is over. */
    List<ScriptedSequence.Course> run(List<ScriptedSequence.Script> scripts) {
        List<CompletableFuture<ScriptedSequence.Course>> courses = scripts.stream()
                .map(script -> {
                    CompletableFuture<ScriptedSequence.Course> course = new CompletableFuture<>();
                    SequenceId id = new SequenceId(new GenerationId("g" + sequences++), 0);
                    testKit.spawn(ScriptedSequence.create(id, script, scheduler, course));
                    return course;
                })
                .toList();
        return courses.stream().map(CompletableFuture::join).toList();
    }

    ActorRef<BatchScheduler.Command> scheduler() {
        return scheduler;
    }

    /** Returns how the scheduler is doing once nothing runs. */
    BatchStatus idle() {
        return testKit.createTestProbe().awaitAssert(Duration.ofSeconds(10), () -> {
            BatchStatus now = status.get();
            org.assertj.core.api.Assertions.assertThat(now.running()).isZero();
            return now;
        });
    }

    @Override
    public void close() {
        testKit.shutdownTestKit();
    }
}
