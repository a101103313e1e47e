package io.telltale.transport;

import io.telltale.spi.Ablation;
import io.telltale.spi.Activations;
import io.telltale.spi.Activations.SiteActivations;
import io.telltale.spi.Addition;
import io.telltale.spi.Conclusion;
import io.telltale.spi.Direction;
import io.telltale.spi.Evidence;
import io.telltale.spi.FloatMatrix;
import io.telltale.spi.GenerationId;
import io.telltale.spi.HookPoint;
import io.telltale.spi.HookSite;
import io.telltale.spi.Intervention;
import io.telltale.spi.InterventionOutcome;
import io.telltale.spi.InterventionWindow;
import io.telltale.spi.PluginId;
import io.telltale.spi.Precision;
import io.telltale.spi.ProposedIntervention;
import io.telltale.spi.Score;
import io.telltale.spi.SequenceId;
import io.telltale.spi.SequenceInfo;
import io.telltale.spi.StopGeneration;
import io.telltale.spi.TokenIds;
import io.telltale.spi.TokenSpan;
import io.telltale.spi.Verdict;
import io.telltale.transport.GenerationStarted.SamplingSummary;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Events of every kind, with values that are exact in half precision. */
public final class SampleEvents {

    public static final GenerationId GENERATION = new GenerationId("generation-7");
    public static final SequenceId SEQUENCE = new SequenceId(GENERATION, 2);
    public static final PluginId PLUGIN = new PluginId("sae-monitor");
    public static final Instant AT = Instant.parse("2026-03-01T10:15:30.123456Z");

    private static final InterventionId INTERVENTION = new InterventionId("generation-7/2/sae-monitor/1");
    private static final HookSite RESIDUAL = new HookSite(12, HookPoint.RESID_POST);
    private static final Direction DIRECTION = Direction.of(new float[] {3, -4, 0});

    private SampleEvents() {}

    public static List<LogEvent> ofEveryKind() {
        return Stream.of(
                        Stream.of(
                                new GenerationStarted(
                                        GENERATION,
                                        3,
                                        "almanac-chat",
                                        "sha256:ab12",
                                        TokenIds.of(1, 0, 49_151),
                                        new SamplingSummary(0.7, 0.95, -1L, 64),
                                        AT),
                                new TokenSampled(SEQUENCE, 17, 42, "Wörter 🦊", -0.25, AT),
                                new GenerationEnded(GENERATION, FinishReason.LENGTH, 3, 192, "", AT),
                                activations(4),
                                new CaptureEnded(new SequenceInfo(SEQUENCE, 3), 5, AT),
                                verdict()),
                        Stream.of(
                                        new Addition(RESIDUAL, DIRECTION, -2.5),
                                        new Ablation(HookSite.of(HookPoint.EMBED), DIRECTION),
                                        new StopGeneration("enough"))
                                .map(SampleEvents::requested),
                        Stream.of(
                                        new InterventionOutcome.Applied(19),
                                        new InterventionOutcome.Rejected("no authority"),
                                        new InterventionOutcome.Late(9),
                                        new InterventionOutcome.Expired(),
                                        new InterventionOutcome.Superseded())
                                .map(SampleEvents::decided),
                        Stream.of(new LedgerEntry(
                                GENERATION, 2, LedgerEntry.Kind.PLUGIN_DISABLED, -1, 1, "three failures", AT)))
                .<LogEvent>flatMap(events -> events)
                .toList();
    }

    /** Makes the activations of one generated token at two sites. */
    public static ActivationsCaptured activations(long eventNumber) {
        return activations(SEQUENCE, eventNumber);
    }

    public static ActivationsCaptured activations(SequenceId sequence, long eventNumber) {
        return activations(sequence, eventNumber, Precision.FLOAT16, 1.5f, -0.25f, 65504);
    }

    public static ActivationsCaptured activations(
            SequenceId sequence, long eventNumber, Precision precision, float... values) {
        TokenSpan step = TokenSpan.at(17);
        Activations activations = new Activations(
                new SequenceInfo(sequence, 3),
                eventNumber,
                step,
                TokenIds.of(42),
                Map.of(
                        RESIDUAL,
                        new SiteActivations(step, FloatMatrix.copyOf(1, values.length, values)),
                        HookSite.of(HookPoint.FINAL_NORMALIZED),
                        new SiteActivations(step, FloatMatrix.copyOf(1, 2, new float[] {0, 1}))),
                "sha256:ab12",
                "");
        return new ActivationsCaptured(activations, precision, AT);
    }

    private static VerdictIssued verdict() {
        Verdict verdict = new Verdict(
                "truthfulness",
                Conclusion.SUSPECT,
                new Score(-1.25, Score.Scale.MARGIN),
                0.75,
                new TokenSpan(3, 18),
                List.of(new Evidence("feature 7", "0.91"), new Evidence("", "")));
        return new VerdictIssued(PLUGIN, SEQUENCE, 4, verdict, AT);
    }

    private static InterventionRequested requested(Intervention intervention) {
        InterventionWindow window = new InterventionWindow(18, InterventionWindow.END_OF_SEQUENCE);
        return new InterventionRequested(
                INTERVENTION, PLUGIN, SEQUENCE, new ProposedIntervention(intervention, window), 17, AT);
    }

    private static InterventionDecided decided(InterventionOutcome outcome) {
        return new InterventionDecided(INTERVENTION, PLUGIN, SEQUENCE, outcome, 2, 12.5, AT);
    }
}
