package io.telltale.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.telltale.engine.EngineOptions;
import io.telltale.engine.ShardPlan;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.sampling.SamplingParameters;
import io.telltale.spi.GenerationId;
import io.telltale.spi.PluginProvider;
import io.telltale.spi.TokenIds;
import io.telltale.telemetry.Telemetry;
import io.telltale.telemetry.TraceHeaders;
import io.telltale.transport.FinishReason;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.Kill;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TelltaleGuardianTest {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(30);

    private final ActorTestKit testKit =
            ActorTestKit.create(ManualTime.config().withFallback(ConfigFactory.load("telltale-runtime")));
    private final ManualTime time = ManualTime.get(testKit.system());
    private final RecordingLog log = new RecordingLog();

    @TempDir
    private Path folder;

    @AfterEach
    void shutDown() {
        testKit.shutdownTestKit();
    }

    @Test
    void stopsInTheEndThoughAPluginNeverSeesWhatWasCaptured() throws Exception {
        ActorRef<TelltaleGuardian.Command> guardian = start(List.of(TestPlugins.watcher()));
        generate(guardian).join();
        TestProbe<Object> probe = testKit.createTestProbe(Object.class);

        guardian.tell(TelltaleGuardian.Stop.INSTANCE);

        probe.awaitAssert(() -> {
            time.timePasses(Duration.ofSeconds(5));
            probe.expectTerminated(guardian, Duration.ofMillis(1));
            return guardian;
        });
    }

    @Test
    void failsWhatIsAskedOfItOnceAShardHasDied() throws Exception {
        ActorRef<TelltaleGuardian.Command> guardian = start(List.of());

        testKit.system()
                .classicSystem()
                .actorSelection(
                        Adapter.toClassic(guardian).path().child("shards").child("shard-0"))
                .tell(Kill.getInstance(), org.apache.pekko.actor.ActorRef.noSender());

        GenerationEnd end = generate(guardian).join();
        assertThat(end.reason()).isEqualTo(FinishReason.FAILED);
        assertThat(end.error()).startsWith("a shard died");
    }

    private static CompletableFuture<GenerationEnd> generate(ActorRef<TelltaleGuardian.Command> guardian) {
        CompletableFuture<GenerationEnd> ended = new CompletableFuture<>();
        GenerationSpec spec =
                new GenerationSpec(TokenIds.of(1, 2, 3), SamplingParameters.GREEDY, 4, List.of(), TraceHeaders.NONE);
        guardian.tell(new TelltaleGuardian.Generate(new GenerationId("here-1"), spec, new GenerationListener() {
            @Override
            public void onToken(SampledToken token) {}

            @Override
            public void onEnded(GenerationEnd end) {
                ended.complete(end);
            }
        }));
        return ended;
    }

    private ActorRef<TelltaleGuardian.Command> start(List<PluginProvider> plugins) throws Exception {
        Checkpoint checkpoint = TinyCheckpoint.in(folder);
        RuntimeSettings settings = new RuntimeSettings(
                ShardPlan.single(checkpoint.spec().layers()),
                EngineOptions.DEFAULTS,
                plugins.stream()
                        .map(plugin -> new PluginRegistration(plugin, new PluginMode.Observe(), Map.of()))
                        .toList(),
                PluginPolicy.DEFAULT,
                1,
                Duration.ZERO,
                ConfigFactory.empty());
        PluginStart pluginStart = PluginStart.of(
                plugins.stream().map(plugin -> plugin.descriptor().id()).toList());
        ShardChain shards = LocalShardChain.load(checkpoint, settings.shards(), settings.engine());
        ShardReadiness readiness = new ShardReadiness();
        ActorRef<TelltaleGuardian.Command> guardian = testKit.spawn(TelltaleGuardian.create(new TelltaleGuardian.Setup(
                new RuntimeName("here-"),
                settings,
                new GenerationCoordinator.Model(checkpoint.spec(), checkpoint.tokenizer(), Set.of(), 256),
                shards,
                new RuntimeServices(
                        log, Telemetry.disabled(), InstantSource.fixed(Instant.EPOCH), new SplittableRandom(1)),
                pluginStart,
                readiness,
                BatchScheduler.Setup.of(settings, checkpoint, shards))));
        pluginStart.await(START_TIMEOUT);
        readiness.await(START_TIMEOUT);
        return guardian;
    }
}
