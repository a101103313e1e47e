package io.telltale.runtime.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.telltale.engine.Batching;
import io.telltale.engine.ComputePrecision;
import io.telltale.engine.LayerRange;
import io.telltale.engine.sampling.Logits;
import io.telltale.engine.shard.ScheduledIntervention;
import io.telltale.engine.shard.ShardCapture;
import io.telltale.engine.shard.ShardInput;
import io.telltale.engine.shard.ShardStep.Wanted;
import io.telltale.runtime.BatchScheduler;
import io.telltale.runtime.GenerationCoordinator;
import io.telltale.runtime.ShardWorker;
import io.telltale.runtime.ShardWorker.SequenceRun;
import io.telltale.runtime.ShardWorker.Step;
import io.telltale.runtime.wire.WireFormat;
import io.telltale.spi.Ablation;
import io.telltale.spi.Addition;
import io.telltale.spi.Direction;
import io.telltale.spi.FloatMatrix;
import io.telltale.spi.GenerationId;
import io.telltale.spi.HookSite;
import io.telltale.spi.InterventionWindow;
import io.telltale.spi.SequenceId;
import io.telltale.spi.StopGeneration;
import io.telltale.spi.TokenIds;
import io.telltale.spi.TokenSpan;
import java.io.NotSerializableException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ShardMessageSerializerTest {

    private static final Config FLOAT32 = config(WireFormat.FLOAT32);
    private static final ActorTestKit KIT = ActorTestKit.create(FLOAT32);
    private static final SequenceId SEQUENCE = new SequenceId(new GenerationId("here-1"), 0);
    private static final SequenceId OTHER = new SequenceId(new GenerationId("here-2"), 3);
    private static final HookSite SITE = HookSite.parse("blocks.1.hook_resid_post");
    private static final FloatMatrix VALUES = FloatMatrix.copyOf(2, 3, new float[] {1, -2, 3.1f, 0, Float.NaN, 1e-30f});

    private final ShardMessageSerializer serializer = serializer(KIT);

    @AfterAll
    static void shutDown() {
        KIT.shutdownTestKit();
    }

    private static Config config(WireFormat format) {
        return ClusterSettings.of(new HostPort("127.0.0.1", 0), List.of())
                .withWireFormat(format)
                .actorSystem(ClusterSettings.HEAD)
                .withFallback(ConfigFactory.load("telltale-runtime"));
    }

    private static ShardMessageSerializer serializer(ActorTestKit kit) {
        return new ShardMessageSerializer((ExtendedActorSystem) Adapter.toClassic(kit.system()));
    }

    @Test
    void everyMessageArrivesAsItWasSent() throws Exception {
        for (Object message : messages().toList()) {
            byte[] bytes = serializer.toBinary(message);

            Object arrived = serializer.fromBinary(bytes, serializer.manifest(message));

            assertThat(arrived).isEqualTo(message);
            assertThat(serializer.size(message)).isEqualTo(bytes.length);
        }
    }

    @Test
    void everyKindOfMessageIsTriedHere() {
        assertThat(messages().map(MessageKind::of)).containsOnly(MessageKind.values());
    }

    @Test
    void aTornMessageIsRefusedWhereverItIsTorn() {
        for (Object message : messages().toList()) {
            byte[] bytes = serializer.toBinary(message);
            for (int length = 0; length < bytes.length; length++) {
                byte[] torn = Arrays.copyOf(bytes, length);
                assertThatThrownBy(() -> serializer.fromBinary(torn, serializer.manifest(message)))
                        .isInstanceOf(NotSerializableException.class)
                        .hasMessageStartingWith("malformed message '" + serializer.manifest(message) + "': ");
            }
        }
    }

    @Test
    void anyBytesAreReadOrRefusedAndNothingElse() {
        Random random = new Random(3);
        for (MessageKind kind : MessageKind.values()) {
            for (int i = 0; i < 500; i++) {
                byte[] noise = new byte[random.nextInt(200)];
                random.nextBytes(noise);
                assertThatCode(() -> {
                            try {
                                serializer.fromBinary(noise, kind.manifest());
                            } catch (NotSerializableException refused) {
                                assertThat(refused.getMessage()).startsWith("malformed message");
                            }
                        })
                        .doesNotThrowAnyException();
            }
        }
    }

    @Test
    void aMessageOfAnotherVersionIsRefusedByName() {
        assertThatThrownBy(() -> serializer.fromBinary(new byte[0], "run-batch/2"))
                .isInstanceOf(NotSerializableException.class)
                .hasMessage("unknown message 'run-batch/2': the processes of a cluster must run the same version");
    }

    @Test
    void brainFloatsHalveActivationsAndLeaveLogitsAlone() throws Exception {
        ActorTestKit halves = ActorTestKit.create(config(WireFormat.BFLOAT16));
        try {
            ShardMessageSerializer half = serializer(halves);
            Logits logits = Logits.copyOf(new float[] {0.1f, 0.2f});
            Object message = new GenerationCoordinator.StepCompleted(
                    new TokenSpan(4, 5), logits, Map.of(SITE, FloatMatrix.copyOf(1, 2, new float[] {1 + 1f / 256, 2})));

            byte[] bytes = half.toBinary(message);
            Object arrived = serializer.fromBinary(bytes, half.manifest(message));

            assertThat(arrived)
                    .isEqualTo(new GenerationCoordinator.StepCompleted(
                            new TokenSpan(4, 5), logits, Map.of(SITE, FloatMatrix.copyOf(1, 2, new float[] {1, 2}))));
            assertThat(bytes).hasSize(serializer.toBinary(message).length - 4);
        } finally {
            halves.shutdownTestKit();
        }
    }

    private static Stream<Object> messages() {
        var host = KIT.<ShardHost.Command>createTestProbe().ref();
        var head = KIT.<ShardHost.Reply>createTestProbe().ref();
        var worker = KIT.<ShardWorker.Command>createTestProbe().ref();
        var scheduler = KIT.<BatchScheduler.Command>createTestProbe().ref();
        ShardIdentity identity = new ShardIdentity(
                "tiny", "00ff", new LayerRange(2, 5), ComputePrecision.INT8, Batching.ONE_BY_ONE, 256, 1L << 40);
        return Stream.of(
                new ShardWorker.RunBatch(1L << 40, List.of(tokens(), residual()), List.of(OTHER), scheduler),
                new ShardWorker.Open(SEQUENCE, 17),
                new ShardWorker.Fork(OTHER, SEQUENCE, 16),
                new ShardWorker.Truncate(SEQUENCE, 0),
                new ShardWorker.Release(SEQUENCE),
                new BatchScheduler.BatchCompleted(9, List.of(SEQUENCE, OTHER)),
                new GenerationCoordinator.StepCompleted(
                        new TokenSpan(0, 2), Logits.copyOf(new float[] {1, Float.NaN}), Map.of(SITE, VALUES)),
                new GenerationCoordinator.PartCompleted(new TokenSpan(0, 2), Map.of()),
                new GenerationCoordinator.StepFailed("why: ü"),
                new ShardHost.Describe(head),
                new ShardHost.Connect(4, Optional.of(worker), head),
                new ShardHost.Connect(5, Optional.empty(), head),
                new ShardHost.Announced(host, identity, "10.0.0.1:7355"),
                new ShardHost.Connected(4, host, worker),
                new ShardHost.Refused(4, host, "taken"));
    }

    private static SequenceRun tokens() {
        Step step = new Step(
                SEQUENCE,
                new TokenSpan(0, 2),
                new ShardCapture(Map.of(SITE, ShardCapture.EVERY_POSITION)),
                List.of(),
                Wanted.STATES,
                KIT.<GenerationCoordinator.Command>createTestProbe().ref());
        return new SequenceRun(step, new ShardInput.Tokens(TokenIds.of(1, 2)), Map.of());
    }

    private static SequenceRun residual() {
        Direction direction = Direction.of(new float[] {0.3f, -0.2f, 0.9f});
        InterventionWindow window = new InterventionWindow(3, InterventionWindow.END_OF_SEQUENCE);
        Step step = new Step(
                OTHER,
                new TokenSpan(7, 9),
                ShardCapture.NONE,
                List.of(
                        new ScheduledIntervention(new Addition(SITE, direction, -2.5), window),
                        new ScheduledIntervention(new Ablation(SITE, direction), window),
                        new ScheduledIntervention(new StopGeneration("enough"), window)),
                Wanted.LOGITS,
                KIT.<GenerationCoordinator.Command>createTestProbe().ref());
        return new SequenceRun(step, new ShardInput.Residual(VALUES), Map.of(SITE, VALUES));
    }
}
