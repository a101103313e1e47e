package io.telltale.replay;

import io.telltale.spi.Activations;
import io.telltale.spi.Activations.SiteActivations;
import io.telltale.spi.FloatMatrix;
import io.telltale.spi.GenerationId;
import io.telltale.spi.ModelSpec;
import io.telltale.spi.PluginException;
import io.telltale.spi.PluginId;
import io.telltale.spi.PluginProvider;
import io.telltale.spi.Precision;
import io.telltale.spi.SequenceId;
import io.telltale.spi.SequenceInfo;
import io.telltale.spi.TokenIds;
import io.telltale.spi.TokenSpan;
import io.telltale.transport.ActivationsCaptured;
import io.telltale.transport.CaptureEnded;
import io.telltale.transport.EventLog;
import io.telltale.transport.EventSource;
import io.telltale.transport.LedgerEntry;
import io.telltale.transport.VerdictIssued;
import io.telltale.transport.memory.InMemoryEventLog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** A log of sequences with the activations 1, 2, 3 and 4, captured second by second, and of what plugins are said to have said. */
final class SampleLog implements AutoCloseable {

    static final ModelSpec MODEL = new ModelSpec("tiny", "abc", "LlamaForCausalLM", 2, 1, 1, 4, 16, 64);
    static final SequenceId SEQUENCE = new SequenceId(new GenerationId("g"), 0);
    static final int EVENTS = 4;

    private final EventLog log = InMemoryEventLog.open(InstantSource.fixed(Instant.EPOCH));

    /** Records a sequence whose first event is captured at a second, without its end. */
    void begin(SequenceId sequence, int second) {
        for (int i = 0; i < EVENTS; i++) {
            FloatMatrix value = FloatMatrix.copyOf(1, 1, new float[] {i + 1});
            Activations step = new Activations(
                    new SequenceInfo(sequence, 1),
                    i,
                    TokenSpan.at(i),
                    TokenIds.of(i),
                    Map.of(Summer.SITE, new SiteActivations(TokenSpan.at(i), value)),
                    MODEL.digest(),
                    "");
            log.publish(new ActivationsCaptured(step, Precision.FLOAT16, at(second + i)));
        }
    }

    void end(SequenceId sequence, int second) {
        log.publish(new CaptureEnded(new SequenceInfo(sequence, 1), EVENTS, at(second)));
    }

    /** Records {@link #SEQUENCE} from second 0 on, and scores from its first event on. */
    void record(double... scores) {
        begin(SEQUENCE, 0);
        end(SEQUENCE, EVENTS);
        for (int i = 0; i < scores.length; i++) {
            verdict(i, scores[i]);
        }
    }

    /** Records a verdict on {@link #SEQUENCE}, a tenth of a second after the event. */
    void verdict(int eventNumber, double score) {
        verdict(Summer.ID, eventNumber, score);
    }

    void verdict(PluginId plugin, int eventNumber, double score) {
        log.publish(new VerdictIssued(
                plugin, SEQUENCE, eventNumber, Summer.verdict(eventNumber, score), at(eventNumber + 0.1)));
    }

    void ledger(LedgerEntry.Kind kind, String detail, double second) {
        log.publish(new LedgerEntry(
                SEQUENCE.generation(),
                LedgerEntry.WHOLE_GENERATION,
                kind,
                LedgerEntry.NO_EVENT_NUMBER,
                1,
                detail,
                at(second)));
    }

    ReplayReport replay(LogState state) throws PluginException {
        return replay(new Summer(), state);
    }

    ReplayReport replay(PluginProvider plugin, LogState state) throws PluginException {
        try (Replay replay = Replay.of(MODEL, List.of(plugin), Map.of())) {
            return replay.compare(source(), state);
        }
    }

    EventSource source() {
        log.flush(Duration.ofSeconds(10));
        return log;
    }

    private static Instant at(double second) {
        return Instant.EPOCH.plusMillis(Math.round(1000 * second));
    }

    @Override
    public void close() {
        log.close();
    }
}
