package io.telltale.replay;

import static io.telltale.replay.SampleLog.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.spi.GenerationId;
import io.telltale.spi.SequenceId;
import io.telltale.transport.LedgerEntry.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The plugin speaks of the events 0 and 1, fails on event 2, which nobody sees judged, and may be back for event 3. */
class InterruptionTest {

    private static final SequenceId LATER = new SequenceId(new GenerationId("later"), 0);
    private static final double FAILURE = 2.5;
    private static final String HUNG = Summer.ID + ": hung";

    private final SampleLog log = new SampleLog();

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void explainsWhatARestartedPluginMissedAndWhatItSaidWithoutIt() throws Exception {
        log.record(1, 3);
        log.ledger(Kind.PLUGIN_RESTARTED, HUNG, FAILURE);
        log.verdict(3, 4);

        ReplayReport report = log.replay(LogState.FINISHED);

        assertThat(report.agrees()).isTrue();
        assertThat(report.accounted()).hasExactlyElementsOfTypes(Difference.OnlyReplay.class, Difference.Changed.class);
    }

    @Test
    void explainsAllThatADisabledPluginMissed() throws Exception {
        log.record(1, 3);
        log.ledger(Kind.PLUGIN_DISABLED, HUNG, FAILURE);
        log.begin(LATER, 10);

        ReplayReport report = log.replay(LogState.FINISHED);

        assertThat(report.agrees()).isTrue();
        assertThat(report.accounted()).hasSize(2 + EVENTS);
    }

    @Test
    void explainsNothingThatWasSaidBeforeThePluginFailed() throws Exception {
        log.record(2, 3);
        log.ledger(Kind.PLUGIN_DISABLED, HUNG, FAILURE);

        ReplayReport report = log.replay(LogState.FINISHED);

        assertThat(report.differences()).singleElement().isInstanceOf(Difference.Changed.class);
        assertThat(report.accounted()).hasSize(2);
    }

    @Test
    void explainsNothingOnASequenceThatBeganWhenThePluginWasBack() throws Exception {
        log.record(1, 3);
        log.ledger(Kind.PLUGIN_RESTARTED, HUNG, FAILURE);
        log.verdict(3, 4);
        log.begin(LATER, 10);

        ReplayReport report = log.replay(LogState.FINISHED);

        assertThat(report.differences())
                .hasSize(EVENTS)
                .allMatch(difference -> difference.sequence().equals(LATER));
    }

    @Test
    void explainsNothingThatAnotherPluginSaid() throws Exception {
        log.record(1, 3);
        log.ledger(Kind.PLUGIN_RESTARTED, "other: hung", FAILURE);

        assertThat(log.replay(LogState.FINISHED).differences()).hasSize(2);
    }
}
