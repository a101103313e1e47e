package io.telltale.plugins.truthfulnesssteer;

import io.telltale.spi.Activations;
import io.telltale.spi.Activations.SiteActivations;
import io.telltale.spi.Conclusion;
import io.telltale.spi.Evidence;
import io.telltale.spi.InterventionWindow;
import io.telltale.spi.ProposedIntervention;
import io.telltale.spi.Score;
import io.telltale.spi.Steerer;
import io.telltale.spi.Steering;
import io.telltale.spi.TokenSpan;
import io.telltale.spi.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Watches one sequence: a verdict for every captured position, and steering while the newest verdict says untruthful. */
final class TruthfulnessSteerer implements Steerer {
    static final String TOPIC = "truthfulness";

    private final TruthfulnessSteer plugin;
    private final TruthReadOut readOut;
    private final SteeringWindows windows = new SteeringWindows();
    private double running = Double.NaN;

    TruthfulnessSteerer(TruthfulnessSteer plugin) {
        this.plugin = plugin;
        this.readOut = plugin.artefact().readOut();
    }

    @Override
    public Steering onActivations(Activations activations) {
        SiteActivations read = activations.at(readOut.site());
        List<Verdict> verdicts = new ArrayList<>();
        for (int row = 0; row < read.values().rows(); row++) {
            verdicts.add(judge(read, row));
        }
        boolean untruthful = readOut.risk(running) >= plugin.trigger();
        return new Steering(verdicts, untruthful ? steer(activations.step().until() - 1) : List.of());
    }

    private Verdict judge(SiteActivations read, int row) {
        double margin = readOut.margin(read.values(), row);
        running = Double.isNaN(running) ? margin : readOut.smoothed(running, margin);
        double risk = readOut.risk(running);
        TokenSpan position = TokenSpan.at(read.positions().from() + row);
        return new Verdict(
                TOPIC,
                conclusion(risk),
                new Score(running, Score.Scale.MARGIN),
                risk,
                position,
                List.of(new Evidence("margin", String.format(Locale.ROOT, "%.4f", margin))));
    }

    private Conclusion conclusion(double risk) {
        if (risk >= plugin.trigger()) {
            return Conclusion.ALARM;
        }
        return risk >= plugin.trigger() / 2 ? Conclusion.SUSPECT : Conclusion.CLEAR;
    }

    private List<ProposedIntervention> steer(int decidedAt) {
        return windows.due(decidedAt).map(this::patches).orElse(List.of());
    }

    private List<ProposedIntervention> patches(InterventionWindow window) {
        return plugin.artefact().steering().stream()
                .flatMap(patch -> patch.interventions(plugin.strength()).stream())
                .map(intervention -> new ProposedIntervention(intervention, window))
                .toList();
    }
}
