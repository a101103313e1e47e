package io.telltale.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.pluginhost.Isolation;
import io.telltale.pluginhost.RestartBackoff;
import io.telltale.spi.Activations;
import io.telltale.spi.Activations.SiteActivations;
import io.telltale.spi.FloatMatrix;
import io.telltale.spi.GenerationId;
import io.telltale.spi.ModelSpec;
import io.telltale.spi.PluginProvider;
import io.telltale.spi.Precision;
import io.telltale.spi.SequenceId;
import io.telltale.spi.SequenceInfo;
import io.telltale.spi.TokenIds;
import io.telltale.spi.TokenSpan;
import io.telltale.telemetry.Telemetry;
import io.telltale.transport.ActivationsCaptured;
import io.telltale.transport.LedgerEntry;
import io.telltale.transport.TokenSampled;
import io.telltale.transport.VerdictIssued;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PluginWorkerTest {

    private static final RuntimeName RUNTIME = new RuntimeName("here-");
    private static final SequenceId SEQUENCE = new SequenceId(new GenerationId("here-1"), 0);
    private static final SequenceId OTHER = new SequenceId(new GenerationId("here-2"), 0);
    private static final ModelSpec MODEL = new ModelSpec("model", "digest", "LlamaForCausalLM", 2, 4, 4, 8, 16, 64);
    private static final RestartBackoff SHORT = new RestartBackoff(Duration.ofMillis(1), Duration.ofMillis(1));
    private static final PluginPolicy NEVER_AGAIN = new PluginPolicy(Isolation.DEFAULT, SHORT, 1, 0);
    private static final PluginPolicy PATIENT =
            new PluginPolicy(Isolation.DEFAULT.withCallDeadline(Duration.ofMinutes(5)), SHORT, 1, 0);
    private static final PluginPolicy ONCE_AGAIN = new PluginPolicy(Isolation.DEFAULT, SHORT, 1, 1);

    private final ActorTestKit testKit = ActorTestKit.create();
    private final RecordingLog log = new RecordingLog();
    private final TestProbe<PluginWorker.Report> owner = testKit.createTestProbe(PluginWorker.Report.class);
    private final TestProbe<InterventionGate.Command> gate = testKit.createTestProbe(InterventionGate.Command.class);

    @AfterEach
    void shutDown() {
        testKit.shutdownTestKit();
    }

    @Test
    void publishesWhatThePluginSays() {
        startReady(TestPlugins.watcher(), NEVER_AGAIN);

        log.hand(captured(SEQUENCE)).toCompletableFuture().join();

        assertThat(log.of(VerdictIssued.class)).hasSize(1);
    }

    @Test
    void countsAnAnswerThatCannotBePublishedAsAFailureOfThePlugin() {
        startReady(TestPlugins.watcher(), NEVER_AGAIN);
        log.refuse(VerdictIssued.class::isInstance);

        log.hand(captured(SEQUENCE)).toCompletableFuture().join();

        assertThat(owner.receiveMessage()).isInstanceOf(PluginWorker.Report.Down.class);
        assertThat(log.of(LedgerEntry.class))
                .extracting(LedgerEntry::kind)
                .containsExactly(LedgerEntry.Kind.PLUGIN_DISABLED);
    }

    @Test
    void doesNotChargeANewInstanceWithWhatAnOldOneFailedToAnswer() {
        CountDownLatch firstMayFail = new CountDownLatch(1);
        CountDownLatch secondMayFail = new CountDownLatch(1);
        startReady(
                TestPlugins.throwingBehind(sequence -> sequence.equals(SEQUENCE) ? firstMayFail : secondMayFail),
                ONCE_AGAIN);
        var first = log.hand(captured(SEQUENCE)).toCompletableFuture();
        var second = log.hand(captured(OTHER)).toCompletableFuture();
        firstMayFail.countDown();
        first.join();
        owner.expectMessageClass(PluginWorker.Report.Down.class);
        owner.expectMessageClass(PluginWorker.Report.Ready.class);

        secondMayFail.countDown();
        second.join();

        assertThat(log.of(LedgerEntry.class))
                .extracting(LedgerEntry::kind)
                .containsExactly(LedgerEntry.Kind.PLUGIN_RESTARTED);
    }

    @Test
    void putsOnTheLedgerWhatThePluginMissed() {
        startReady(TestPlugins.watcher(), NEVER_AGAIN);

        log.hand(captured(SEQUENCE, 3, MODEL.digest())).toCompletableFuture().join();

        assertThat(log.of(LedgerEntry.class)).singleElement().satisfies(entry -> {
            assertThat(entry.kind()).isEqualTo(LedgerEntry.Kind.EVENTS_MISSED);
            assertThat(entry.generation()).isEqualTo(SEQUENCE.generation());
            assertThat(entry.count()).isEqualTo(3);
            assertThat(entry.detail()).startsWith("watcher: ");
        });
    }

    @Test
    void passesOverRecordsThatAreNotForPlugins() {
        startReady(TestPlugins.watcher(), NEVER_AGAIN);

        log.hand(new TokenSampled(SEQUENCE, 3, 7, "seven", -1, Instant.EPOCH))
                .toCompletableFuture()
                .join();
        log.hand(captured(SEQUENCE)).toCompletableFuture().join();

        assertThat(log.of(VerdictIssued.class)).hasSize(1);
    }

    @Test
    void isDownWhenTheLogCannotBeFollowed() {
        log.close();

        start(TestPlugins.watcher(), NEVER_AGAIN);

        assertThat(owner.expectMessageClass(PluginWorker.Report.Down.class).reason())
                .contains("the log is closed");
    }

    @Test
    void closesAPluginThatIsReadyOnlyAfterTheWorkerHasStopped() {
        CountDownLatch mayLoad = new CountDownLatch(1);
        CompletableFuture<String> closed = new CompletableFuture<>();
        ActorRef<PluginWorker.Command> worker =
                start(TestPlugins.closing(closed, mayLoad, new CountDownLatch(0)), NEVER_AGAIN);

        testKit.stop(worker);
        mayLoad.countDown();

        assertThat(closed.join()).isEqualTo("closed");
    }

    @Test
    void stopsWithoutWaitingForItsSubscriptionToEnd() {
        CountDownLatch mayEnd = new CountDownLatch(1);
        log.endSubscriptionsAfter(mayEnd);
        ActorRef<PluginWorker.Command> worker = startReady(TestPlugins.watcher(), NEVER_AGAIN);

        testKit.stop(worker);

        owner.expectTerminated(worker);
        mayEnd.countDown();
    }

    @Test
    void closesAPluginForWhichCallsWaitWhenTheActorSystemHasGone() {
        CountDownLatch mayAnswer = new CountDownLatch(1);
        CompletableFuture<String> closed = new CompletableFuture<>();
        startReady(TestPlugins.closing(closed, new CountDownLatch(0), mayAnswer), PATIENT);
        log.hand(captured(SEQUENCE));
        log.hand(captured(OTHER));

        testKit.shutdownTestKit();
        mayAnswer.countDown();

        assertThat(closed.join()).isEqualTo("closed");
    }

    @Test
    void passesOverWhatAnotherRuntimeOnTheSameLogCaptured() {
        SequenceId elsewhere = new SequenceId(new GenerationId("there-1"), 0);
        startReady(TestPlugins.watcher(), NEVER_AGAIN);

        log.hand(captured(elsewhere)).toCompletableFuture().join();
        log.hand(captured(SEQUENCE)).toCompletableFuture().join();

        assertThat(log.of(VerdictIssued.class))
                .extracting(VerdictIssued::sequence)
                .containsExactly(SEQUENCE);
    }

    @Test
    void doesNotBlameThePluginForTheEventsOfAnotherModel() {
        startReady(TestPlugins.watcher(), NEVER_AGAIN);

        log.hand(captured(SEQUENCE, 0, "another digest")).toCompletableFuture().join();
        log.hand(captured(OTHER)).toCompletableFuture().join();

        assertThat(log.of(LedgerEntry.class)).isEmpty();
        assertThat(log.of(VerdictIssued.class)).hasSize(1);
    }

    private ActorRef<PluginWorker.Command> startReady(PluginProvider plugin, PluginPolicy policy) {
        ActorRef<PluginWorker.Command> worker = start(plugin, policy);
        owner.expectMessageClass(PluginWorker.Report.Ready.class);
        return worker;
    }

    private ActorRef<PluginWorker.Command> start(PluginProvider plugin, PluginPolicy policy) {
        RuntimeServices services = new RuntimeServices(
                log, Telemetry.disabled(), InstantSource.fixed(Instant.EPOCH), new SplittableRandom(1));
        return testKit.spawn(PluginWorker.create(new PluginWorker.Setup(
                RUNTIME,
                new PluginRegistration(plugin, new PluginMode.Observe(), Map.of()),
                MODEL,
                policy,
                services,
                gate.getRef(),
                owner.getRef())));
    }

    private static ActivationsCaptured captured(SequenceId sequence) {
        return captured(sequence, 0, MODEL.digest());
    }

    private static ActivationsCaptured captured(SequenceId sequence, long number, String digest) {
        TokenSpan last = TokenSpan.at(2);
        Activations activations = new Activations(
                new SequenceInfo(sequence, 3),
                number,
                new TokenSpan(0, 3),
                TokenIds.of(1, 2, 3),
                Map.of(TestPlugins.READ, new SiteActivations(last, FloatMatrix.owning(1, 4, new float[4]))),
                digest,
                "");
        return new ActivationsCaptured(activations, Precision.FLOAT16, Instant.EPOCH);
    }
}
