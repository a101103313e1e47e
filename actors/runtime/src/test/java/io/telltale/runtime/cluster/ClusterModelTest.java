package io.telltale.runtime.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.telltale.engine.EngineOptions;
import io.telltale.engine.LayerRange;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.runtime.GenerationEnd;
import io.telltale.runtime.PluginMode;
import io.telltale.runtime.PluginRegistration;
import io.telltale.runtime.ShardMissingException;
import io.telltale.runtime.TestPlugins;
import io.telltale.runtime.TinyCheckpoint;
import io.telltale.runtime.wire.WireFormat;
import io.telltale.spi.CaptureSpec;
import io.telltale.spi.HookPoint;
import io.telltale.spi.HookSite;
import io.telltale.spi.PositionSelector;
import io.telltale.spi.Precision;
import io.telltale.transport.FinishReason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A head and its shards in actor systems of their own, which speak over loopback. */
@Timeout(120)
@SuppressWarnings("try") // processes that need only be there
class ClusterModelTest {

    private static final int TOKENS = 24;
    private static final String PLAN = "0..1,remote:1..3";
    private static final LayerRange REMOTE = new LayerRange(1, 3);
    private static final EngineOptions OPTIONS = EngineOptions.DEFAULTS;

    @TempDir
    Path folder;

    private Checkpoint checkpoint;
    private ClusterModel.Course course;
    private ClusterSettings head;

    @BeforeEach
    void open() throws IOException {
        checkpoint = TinyCheckpoint.in(folder);
        course = ClusterModel.Course.of(checkpoint, OPTIONS);
        head = ClusterSettings.of(ClusterModel.freePort(), List.of());
    }

    private ShardNode shard(EngineOptions options, ClusterSettings like) {
        ClusterSettings settings =
                like.listeningAt(new HostPort("127.0.0.1", 0)).joining(List.of(head.listen()));
        return ShardNode.start(checkpoint, REMOTE, options, settings, ConfigFactory.empty());
    }

    @Test
    void speaksThroughTlsWithCertificatesOnBothSides() throws Exception {
        ClusterSettings secret = head.withEncryption(TestKeys.in(folder.resolve("keys")));
        try (ShardNode shard = shard(OPTIONS, secret);
                ClusterModel model = ClusterModel.start(course, PLAN, secret)) {
            assertThat(model.generate(TOKENS).tokens()).isEqualTo(course.bareAnswer(TOKENS));
        }
    }

    @Test
    void doesNotSpeakToAShardThatShowsNoCertificate() throws Exception {
        ClusterSettings secret = head.withEncryption(TestKeys.in(folder.resolve("keys")))
                .withTimes(Duration.ofSeconds(6), Duration.ofSeconds(10));
        try (ShardNode stranger = shard(OPTIONS, head)) {
            assertThatThrownBy(() -> ClusterModel.start(course, PLAN, secret).close())
                    .isInstanceOf(ShardMissingException.class)
                    .hasMessage("gave up after 6 s: the shard of layers [1, 3) is missing; waiting for it to join");
        }
    }

    @Test
    void halvesResidualStreamsWhenAskedTo() throws Exception {
        ClusterSettings halves = head.withWireFormat(WireFormat.BFLOAT16);
        try (ShardNode shard = shard(OPTIONS, halves);
                ClusterModel model = ClusterModel.start(course, PLAN, halves)) {
            GenerationEnd end = model.generate(TOKENS);

            assertThat(end.reason()).isEqualTo(FinishReason.LENGTH);
            assertThat(end.tokens().size()).isEqualTo(TOKENS);
        }
    }

    @Test
    void refusesABatchThatDoesNotFitAMessage() throws Exception {
        ClusterSettings small = head.withMaxMessageBytes(64 << 10);
        try (ShardNode shard = shard(OPTIONS, small);
                ClusterModel model = ClusterModel.start(course.with(readerOfTheFirstLayer()), PLAN, small)) {
            GenerationEnd end = model.generateLong(200, 8);

            assertThat(end.reason()).isEqualTo(FinishReason.FAILED);
            assertThat(end.error())
                    .contains("bytes on its way to the next process, and 61440 are allowed")
                    .contains("telltale.cluster.max-message-size");
            assertThat(model.generate(TOKENS).tokens()).isEqualTo(course.bareAnswer(TOKENS));
        }
    }

    /** 128 positions of a chunk, ten sites, 16 numbers at nine of them: more than 64 KiB. */
    private static PluginRegistration readerOfTheFirstLayer() {
        Set<HookSite> sites = Arrays.stream(HookPoint.values())
                .filter(point -> point.scope() == HookPoint.Scope.BLOCK && point != HookPoint.ROUTER_LOGITS)
                .map(point -> new HookSite(0, point))
                .collect(Collectors.toSet());
        CaptureSpec wanted = new CaptureSpec(sites, PositionSelector.ALL, Precision.FLOAT32);
        return new PluginRegistration(TestPlugins.reader(wanted), new PluginMode.Observe(), Map.of());
    }

    @Test
    void aShardJoinsAgainWhenItsHeadHasComeBack() throws Exception {
        try (ShardNode shard = shard(OPTIONS, head)) {
            for (int life = 0; life < 2; life++) {
                try (ClusterModel model = ClusterModel.start(course, PLAN, head)) {
                    assertThat(model.generate(TOKENS).tokens()).isEqualTo(course.bareAnswer(TOKENS));
                }
            }
        }
    }

    @Test
    void aShardThatLeavesFailsWhatRunsOnIt() throws Exception {
        ShardNode shard = shard(OPTIONS, head);
        try (ClusterModel model = ClusterModel.start(course.every(Duration.ofMillis(50)), PLAN, head)) {
            ClusterModel.Running doomed = model.begin(200);
            doomed.begun().await();

            shard.close();

            assertThat(doomed.ended().get(30, TimeUnit.SECONDS).error())
                    .isEqualTo("shard [1, 3) on " + shard.address() + " was lost");
        }
    }
}
