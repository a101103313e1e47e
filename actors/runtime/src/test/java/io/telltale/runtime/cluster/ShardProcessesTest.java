package io.telltale.runtime.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.telltale.engine.ComputePrecision;
import io.telltale.engine.EngineOptions;
import io.telltale.engine.LayerRange;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.runtime.GenerationEnd;
import io.telltale.runtime.ShardMissingException;
import io.telltale.runtime.TinyCheckpoint;
import io.telltale.transport.FinishReason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two heads, each with shards in JVMs of their own; one of these is killed. */
@Timeout(120)
@SuppressWarnings("try") // processes that need only be there
class ShardProcessesTest {

    private static final int TOKENS = 24;
    private static final int MANY_TOKENS = 250;
    private static final Duration NOTICED_WITHIN = Duration.ofSeconds(15);
    private static final EngineOptions FLOAT32 = EngineOptions.DEFAULTS;
    private static final EngineOptions BFLOAT16 = FLOAT32.withPrecision(ComputePrecision.BFLOAT16);

    @TempDir
    Path folder;

    @Test
    void aKilledShardFailsItsGenerationsAloneAndTheNextOneTakesItsPlace() throws Exception {
        Checkpoint checkpoint = TinyCheckpoint.in(folder);
        HostPort head = ClusterModel.freePort();
        ClusterModel.Course course = ClusterModel.Course.of(checkpoint, FLOAT32).every(Duration.ofMillis(50));
        ClusterModel.Course other = ClusterModel.Course.of(checkpoint, BFLOAT16).every(Duration.ofMillis(50));
        try (ShardProcess middle = ShardProcess.start(folder, "1..2", ComputePrecision.FLOAT32, head);
                ShardProcess last = ShardProcess.start(folder, "2..3", ComputePrecision.FLOAT32, head);
                ShardNode others = ShardNode.start(
                        checkpoint,
                        new LayerRange(2, 3),
                        BFLOAT16,
                        ClusterSettings.of(new HostPort("127.0.0.1", 0), List.of(head)),
                        ConfigFactory.empty());
                ClusterModel model = ClusterModel.start(
                        course, "0..1,remote:1..2,remote:2..3", ClusterSettings.of(head, List.of()));
                ClusterModel neighbour = ClusterModel.start(
                        other, "0..2,remote:2..3", ClusterSettings.of(ClusterModel.freePort(), List.of(head)))) {
            HostPort lost = middle.address();
            assertThat(model.generate(TOKENS).tokens()).isEqualTo(course.bareAnswer(TOKENS));

            ClusterModel.Running untouched = neighbour.begin(MANY_TOKENS);
            ClusterModel.Running doomed = model.begin(MANY_TOKENS);
            doomed.begun().await();
            long killed = System.nanoTime();
            middle.kill();
            GenerationEnd end = doomed.ended().get(NOTICED_WITHIN.toSeconds(), TimeUnit.SECONDS);
            System.out.printf("kill -9 noticed after %d ms%n", (System.nanoTime() - killed) / 1_000_000);

            assertThat(end.reason()).isEqualTo(FinishReason.FAILED);
            assertThat(end.error()).isEqualTo("shard [1, 2) on " + lost + " was lost");
            assertThatThrownBy(() -> model.generate(TOKENS))
                    .isInstanceOf(ShardMissingException.class)
                    .hasMessage("the shard of layers [1, 2) is missing; waiting for it to join");
            try (ShardProcess replacement = ShardProcess.start(folder, "1..2", ComputePrecision.FLOAT32, head)) {
                assertThat(model.generateOnceWhole(TOKENS).tokens()).isEqualTo(course.bareAnswer(TOKENS));
            }
            GenerationEnd done = untouched.ended().get();
            assertThat(done.reason()).isEqualTo(FinishReason.LENGTH);
            assertThat(done.tokens()).isEqualTo(other.bareAnswer(MANY_TOKENS));
        }
    }
}
