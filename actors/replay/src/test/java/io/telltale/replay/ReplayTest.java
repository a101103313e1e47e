package io.telltale.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.spi.Activations;
import io.telltale.spi.Activations.SiteActivations;
import io.telltale.spi.CaptureSpec;
import io.telltale.spi.Conclusion;
import io.telltale.spi.Detector;
import io.telltale.spi.DetectorFactory;
import io.telltale.spi.FloatMatrix;
import io.telltale.spi.GenerationId;
import io.telltale.spi.HookSite;
import io.telltale.spi.ModelSpec;
import io.telltale.spi.Plugin;
import io.telltale.spi.PluginContext;
import io.telltale.spi.PluginDescriptor;
import io.telltale.spi.PluginId;
import io.telltale.spi.PluginProvider;
import io.telltale.spi.Precision;
import io.telltale.spi.Score;
import io.telltale.spi.SequenceId;
import io.telltale.spi.SequenceInfo;
import io.telltale.spi.TokenIds;
import io.telltale.spi.TokenSpan;
import io.telltale.spi.Verdict;
import io.telltale.transport.ActivationsCaptured;
import io.telltale.transport.CaptureEnded;
import io.telltale.transport.EventLog;
import io.telltale.transport.LedgerEntry;
import io.telltale.transport.VerdictIssued;
import io.telltale.transport.memory.InMemoryEventLog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplayTest {

    private static final ModelSpec MODEL = new ModelSpec("tiny", "abc", "LlamaForCausalLM", 2, 1, 1, 4, 16, 64);
    private static final HookSite SITE = HookSite.parse("blocks.0.hook_resid_post");
    private static final SequenceInfo SEQUENCE = new SequenceInfo(new SequenceId(new GenerationId("g"), 0), 1);
    private static final PluginId SUMMER = new PluginId("summer");
    private static final int EVENTS = 4;

    private final EventLog log = InMemoryEventLog.open(InstantSource.fixed(Instant.EPOCH));

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void findsNoDifferenceWhereReplaySaysWhatWasSaidLive() throws Exception {
        record(1, 3, 6, 10);

        ReplayReport report = replay();

        assertThat(report.differences()).isEmpty();
        assertThat(report.events()).isEqualTo(EVENTS);
        assertThat(report.verdicts()).isEqualTo(EVENTS);
    }

    @Test
    void findsAScoreThatDiffersInItsLastBit() throws Exception {
        record(1, 3, Math.nextUp(6.0), 10);

        assertThat(replay().differences()).singleElement().isInstanceOf(Difference.Changed.class);
    }

    @Test
    void findsAVerdictThatIsMissingOnTheLog() throws Exception {
        record(1, 3, 6);

        assertThat(replay().differences()).singleElement().isInstanceOf(Difference.OnlyReplay.class);
    }

    @Test
    void doesNotShiftWhatFollowsAVerdictThatIsMissing() throws Exception {
        recordActivations();
        recordVerdict(0, 1);
        recordVerdict(2, 6);
        recordVerdict(3, 10);

        ReplayReport report = replay();

        assertThat(report.differences())
                .singleElement()
                .isEqualTo(new Difference.OnlyReplay(SUMMER, SEQUENCE.id(), "sum 3.0 after event 1"));
    }

    @Test
    void setsApartWhatTheLedgerAccountsFor() throws Exception {
        record(1, 3, 6);
        ledger(LedgerEntry.Kind.VERDICT_SHED, "1 verdict was not delivered");

        ReplayReport report = replay();

        assertThat(report.agrees()).isTrue();
        assertThat(report.accounted()).singleElement().isInstanceOf(Difference.OnlyReplay.class);
    }

    @Test
    void setsApartWhatAPluginSaidDifferentlyAfterItWasRestarted() throws Exception {
        record(1, 3, 3, 7);
        ledger(LedgerEntry.Kind.PLUGIN_RESTARTED, SUMMER + ": hung");

        ReplayReport report = replay();

        assertThat(report.agrees()).isTrue();
        assertThat(report.accounted()).hasSize(2);
    }

    @Test
    void doesNotExcuseOnePluginWithTheRestartOfAnother() throws Exception {
        record(1, 3, 3, 7);
        ledger(LedgerEntry.Kind.PLUGIN_RESTARTED, "other: hung");

        assertThat(replay().differences()).hasSize(2);
    }

    @Test
    void findsAVerdictThatOnlyTheLogHas() throws Exception {
        record(1, 3, 6, 10, 15);

        assertThat(replay().differences()).singleElement().isInstanceOf(Difference.OnlyLive.class);
    }

    @Test
    void namesPluginsThatItWasNotGiven() throws Exception {
        record(1, 3, 6, 10);
        log.publish(new VerdictIssued(new PluginId("other"), SEQUENCE.id(), 0, verdict(0, 1), Instant.EPOCH));

        ReplayReport report = replay();

        assertThat(report.agrees()).isTrue();
        assertThat(report.notReplayed()).containsExactly(new PluginId("other"));
    }

    private ReplayReport replay() throws Exception {
        log.flush(Duration.ofSeconds(10));
        try (Replay replay = Replay.of(MODEL, List.of(new Summer()), Map.of())) {
            return replay.compare(log);
        }
    }

    /** Records activations 1, 2, 3, 4 and whatever a plugin is said to have said of them. */
    private void record(double... scores) {
        recordActivations();
        for (int i = 0; i < scores.length; i++) {
            recordVerdict(i, scores[i]);
        }
    }

    private void recordActivations() {
        for (int i = 0; i < EVENTS; i++) {
            FloatMatrix value = FloatMatrix.copyOf(1, 1, new float[] {i + 1});
            Activations step = new Activations(
                    SEQUENCE,
                    i,
                    TokenSpan.at(i),
                    TokenIds.of(i),
                    Map.of(SITE, new SiteActivations(TokenSpan.at(i), value)),
                    MODEL.digest(),
                    "");
            log.publish(new ActivationsCaptured(step, Precision.FLOAT16, Instant.EPOCH));
        }
        log.publish(new CaptureEnded(SEQUENCE, EVENTS, Instant.EPOCH));
    }

    private void recordVerdict(int eventNumber, double score) {
        log.publish(new VerdictIssued(SUMMER, SEQUENCE.id(), eventNumber, verdict(eventNumber, score), Instant.EPOCH));
    }

    private void ledger(LedgerEntry.Kind kind, String detail) {
        log.publish(new LedgerEntry(
                SEQUENCE.id().generation(),
                LedgerEntry.WHOLE_GENERATION,
                kind,
                LedgerEntry.NO_EVENT_NUMBER,
                1,
                detail,
                Instant.EPOCH));
    }

    private static Verdict verdict(int position, double score) {
        return new Verdict(
                "sum", Conclusion.CLEAR, new Score(score, Score.Scale.MARGIN), 0, TokenSpan.at(position), List.of());
    }

    /** Scores the sum of all that it has seen. */
    private static final class Summer implements PluginProvider, DetectorFactory {

        @Override
        public PluginDescriptor descriptor() {
            return new PluginDescriptor(SUMMER, "1", "a plugin of the tests");
        }

        @Override
        public Plugin load(PluginContext context) {
            return this;
        }

        @Override
        public CaptureSpec captureSpec() {
            return CaptureSpec.answer(SITE);
        }

        @Override
        public Detector newDetector(SequenceInfo sequence) {
            double[] sum = new double[1];
            return activations -> {
                sum[0] += activations.at(SITE).values().at(0, 0);
                return List.of(verdict(activations.step().from(), sum[0]));
            };
        }
    }
}
