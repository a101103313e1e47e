package io.telltale.replay;

import static io.telltale.replay.SampleLog.EVENTS;
import static io.telltale.replay.SampleLog.MODEL;
import static io.telltale.replay.SampleLog.SEQUENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.spi.CaptureSpec;
import io.telltale.spi.Detector;
import io.telltale.spi.DetectorFactory;
import io.telltale.spi.Plugin;
import io.telltale.spi.PluginContext;
import io.telltale.spi.PluginDescriptor;
import io.telltale.spi.PluginException;
import io.telltale.spi.PluginId;
import io.telltale.spi.PluginProvider;
import io.telltale.spi.SequenceInfo;
import io.telltale.transport.EventSource;
import io.telltale.transport.LedgerEntry;
import io.telltale.transport.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplayTest {

    private static final PluginId OTHER = new PluginId("other");

    private final SampleLog log = new SampleLog();

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void findsNoDifferenceWhereReplaySaysWhatWasSaidLive() throws Exception {
        log.record(1, 3, 6, 10);

        ReplayReport report = log.replay(LogState.FINISHED);

        assertThat(report.agrees()).isTrue();
        assertThat(report.events()).isEqualTo(EVENTS);
        assertThat(report.verdicts()).isEqualTo(EVENTS);
    }

    @Test
    void findsAScoreThatDiffersInItsLastBit() throws Exception {
        log.record(1, 3, Math.nextUp(6.0), 10);

        ReplayReport report = log.replay(LogState.FINISHED);

        assertThat(report.differences()).singleElement().isInstanceOf(Difference.Changed.class);
        assertThat(report.agrees()).isFalse();
    }

    @Test
    void findsAVerdictThatIsMissingOnTheLog() throws Exception {
        log.record(1, 3, 6);

        assertThat(log.replay(LogState.FINISHED).differences())
                .singleElement()
                .isInstanceOf(Difference.OnlyReplay.class);
    }

    @Test
    void doesNotShiftWhatFollowsAVerdictThatIsMissing() throws Exception {
        log.record(1);
        log.verdict(2, 6);
        log.verdict(3, 10);

        ReplayReport report = log.replay(LogState.FINISHED);

        assertThat(report.differences())
                .singleElement()
                .isEqualTo(new Difference.OnlyReplay(Summer.ID, SEQUENCE, "sum 3.0 after event 1"));
    }

    @Test
    void findsAVerdictThatOnlyTheLogHas() throws Exception {
        log.record(1, 3, 6, 10, 15);

        assertThat(log.replay(LogState.FINISHED).differences()).singleElement().isInstanceOf(Difference.OnlyLive.class);
    }

    @Test
    void setsApartWhatTheLedgerSaysWasShed() throws Exception {
        log.record(1, 3, 6);
        log.ledger(LedgerEntry.Kind.VERDICT_SHED, "1 verdict was not delivered", 5);

        ReplayReport report = log.replay(LogState.FINISHED);

        assertThat(report.agrees()).isTrue();
        assertThat(report.accounted()).singleElement().isInstanceOf(Difference.OnlyReplay.class);
    }

    @Test
    void namesPluginsThatItWasNotGiven() throws Exception {
        log.record(1, 3, 6, 10);
        log.verdict(OTHER, 0, 1);

        ReplayReport report = log.replay(LogState.FINISHED);

        assertThat(report.agrees()).isTrue();
        assertThat(report.notReplayed()).containsExactly(OTHER);
    }

    @Test
    void comparesASequenceWithoutAnEndAsFarAsItGoesOnAFinishedLog() throws Exception {
        log.begin(SEQUENCE, 0);
        log.verdict(0, 1);

        assertThat(log.replay(LogState.FINISHED).differences()).hasSize(EVENTS - 1);
    }

    @Test
    void leavesOutASequenceThatHasNotEndedOnAGrowingLog() throws Exception {
        log.begin(SEQUENCE, 0);
        log.verdict(0, 1);

        ReplayReport report = log.replay(LogState.GROWING);

        assertThat(report.differences()).isEmpty();
        assertThat(report.events()).isZero();
    }

    @Test
    void comparesASequenceThatHasEndedOnAGrowingLog() throws Exception {
        log.record(1, 3, 6);

        assertThat(log.replay(LogState.GROWING).differences()).hasSize(1);
    }

    @Test
    void readsWhatWasSaidAfterTheActivations() throws Exception {
        List<Set<Topic>> read = new ArrayList<>();
        EventSource source = log.source();
        try (Replay replay = Replay.of(MODEL, List.of(new Summer()), Map.of())) {
            replay.compare(
                    topics -> {
                        read.add(topics);
                        return source.read(topics);
                    },
                    LogState.GROWING);
        }

        assertThat(read).startsWith(Set.of(Topic.ACTIVATIONS), Set.of(Topic.VERDICTS, Topic.INTERVENTIONS));
    }

    @Test
    void doesNotAgreeWithAPluginThatFailsAndSaidNothing() throws Exception {
        log.record();

        ReplayReport report = log.replay(new Failing(), LogState.FINISHED);

        assertThat(report.differences()).isEmpty();
        assertThat(report.failures()).hasSize(1);
        assertThat(report.agrees()).isFalse();
    }

    @Test
    void closesWhatItHasLoadedWhenAnotherPluginRefuses() {
        Summer loaded = new Summer();

        assertThatThrownBy(() -> Replay.of(MODEL, List.of(loaded, new Refusing()), Map.of()))
                .isInstanceOf(PluginException.class)
                .hasMessage("not this model");
        assertThat(loaded.closed()).isEqualTo(1);
    }

    private static final class Failing implements PluginProvider, DetectorFactory {

        @Override
        public PluginDescriptor descriptor() {
            return new PluginDescriptor(OTHER, "1", "a plugin that always fails");
        }

        @Override
        public Plugin load(PluginContext context) {
            return this;
        }

        @Override
        public CaptureSpec captureSpec() {
            return CaptureSpec.answer(Summer.SITE);
        }

        @Override
        public Detector newDetector(SequenceInfo sequence) {
            throw new IllegalStateException("fails on purpose");
        }
    }

    private static final class Refusing implements PluginProvider {

        @Override
        public PluginDescriptor descriptor() {
            return new PluginDescriptor(OTHER, "1", "a plugin that never loads");
        }

        @Override
        public Plugin load(PluginContext context) throws PluginException {
            throw new PluginException("not this model");
        }
    }
}
