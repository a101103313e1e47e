package io.telltale.plugins.semanticentropy;

import io.telltale.spi.Activations;
import io.telltale.spi.Activations.SiteActivations;
import io.telltale.spi.Conclusion;
import io.telltale.spi.Detector;
import io.telltale.spi.Evidence;
import io.telltale.spi.Score;
import io.telltale.spi.TokenSpan;
import io.telltale.spi.Verdict;
import java.util.ArrayList;
import java.util.List;

/** Watches one sequence: one verdict before the answer begins, one when it has ended. */
final class EntropyDetector implements Detector {
    static final String TOPIC = "semantic-entropy";

    private final EntropyArtefact artefact;
    private final int beforeAnswer;
    private final List<Reading> readings = new ArrayList<>();

    /** What the probe of the end says about one state. */
    private record Reading(int position, double logit) {}

    /**
     * Makes the detector of one sequence.
     *
     * @param beforeAnswer position of the last prompt token
     */
    EntropyDetector(EntropyArtefact artefact, int beforeAnswer) {
        this.artefact = artefact;
        this.beforeAnswer = beforeAnswer;
    }

    @Override
    public List<Verdict> onActivations(Activations activations) {
        List<Verdict> verdicts = new ArrayList<>();
        EntropyProbe before = artefact.beforeAnswer();
        SiteActivations first = activations.at(before.sites().getFirst());
        for (int row = 0; row < first.values().rows(); row++) {
            int position = first.positions().from() + row;
            readings.add(new Reading(position, artefact.afterAnswer().logit(activations, row)));
            if (position == beforeAnswer) {
                double probability = before.probability(activations, row);
                verdicts.add(verdict(before, probability, TokenSpan.at(position), "before the answer"));
            }
        }
        return verdicts;
    }

    @Override
    public List<Verdict> onSequenceEnded() {
        if (readings.isEmpty()) {
            return List.of();
        }
        TokenSpan read = artefact.endPosition().read(readings.size());
        List<Reading> chosen = readings.subList(read.from(), read.until());
        double logit = chosen.stream().mapToDouble(Reading::logit).average().orElseThrow();
        TokenSpan span =
                new TokenSpan(chosen.getFirst().position(), chosen.getLast().position() + 1);
        double probability = EntropyProbe.probability(logit);
        return List.of(verdict(artefact.afterAnswer(), probability, span, "after the answer"));
    }

    private static Verdict verdict(EntropyProbe probe, double probability, TokenSpan span, String moment) {
        return new Verdict(
                TOPIC,
                conclusion(probe, probability),
                Score.probability(probability),
                probability,
                span,
                List.of(new Evidence("moment", moment)));
    }

    private static Conclusion conclusion(EntropyProbe probe, double probability) {
        if (probability >= probe.trigger()) {
            return Conclusion.ALARM;
        }
        return probability >= probe.trigger() / 2 ? Conclusion.SUSPECT : Conclusion.CLEAR;
    }
}
