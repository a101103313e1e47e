package io.telltale.training.recipe;

import io.telltale.plugins.truthfulnesssteer.TruthReadOut;
import io.telltale.spi.FloatMatrix;
import io.telltale.spi.HookSite;
import io.telltale.training.Auroc;
import io.telltale.training.Calibration;
import io.telltale.training.LabelledScore;
import io.telltale.training.MassMean;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A site at which truthfulness could be read, and how well that works.
 *
 * @param method that found the direction
 * @param auroc of the running margins of exchanges that the direction was not learned from
 * @param separation of the two classes of running margins, in standard deviations
 */
record ReadCandidate(TruthReadOut readOut, String method, double auroc, double separation) {
    /** Better candidates are larger. */
    static final Comparator<ReadCandidate> QUALITY = Comparator.<ReadCandidate>comparingLong(
                    candidate -> Math.round(candidate.auroc() * 1000))
            .thenComparingDouble(ReadCandidate::separation);

    private static final List<Double> SMOOTHINGS = List.of(0.5, 0.25, 0.1);

    /**
     * Learns at one site on some exchanges and judges on others. An honest answer read after a deceitful prompt counts as
     * untruthful: that is what the plugin sees while it steers, and the model would lie on if it stopped.
     */
    static ReadCandidate learn(HookSite site, List<ContrastExchange> learning, List<ContrastExchange> judging) {
        FloatMatrix truthful = Rows.stack(
                learning.stream().map(exchange -> exchange.honest().at(site)).toList());
        FloatMatrix untruthful = Rows.stack(
                learning.stream().map(exchange -> exchange.deceitful().at(site)).toList());
        List<ReadCandidate> candidates = new ArrayList<>();
        for (double smoothing : SMOOTHINGS) {
            candidates.add(judge(site, smoothing, MassMean.fit(truthful, untruthful), judging)
                    .called("mass-mean"));
            candidates.add(judge(site, smoothing, MassMean.fitWhitened(truthful, untruthful), judging)
                    .called("whitened mass-mean"));
        }
        return candidates.stream().max(QUALITY).orElseThrow();
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "read %s by %s, smoothing %.2f: AUROC %.4f, separation %.2f",
                readOut.site(),
                method,
                readOut.smoothing(),
                auroc,
                separation);
    }

    /** Returns the running margins of an answer, one per position, as the plugin computes them. */
    static List<Double> runningMargins(TruthReadOut readOut, Answer answer) {
        FloatMatrix states = answer.at(readOut.site());
        List<Double> running = new ArrayList<>();
        for (int row = 0; row < states.rows(); row++) {
            double margin = readOut.margin(states, row);
            running.add(row == 0 ? margin : readOut.smoothed(running.getLast(), margin));
        }
        return running;
    }

    private ReadCandidate called(String name) {
        return new ReadCandidate(readOut, name, auroc, separation);
    }

    private static ReadCandidate judge(HookSite site, double smoothing, MassMean fit, List<ContrastExchange> judging) {
        TruthReadOut uncalibrated = new TruthReadOut(site, fit.direction(), fit.threshold(), -1, 0, smoothing);
        List<LabelledScore> untruthfulness = new ArrayList<>();
        List<LabelledScore> truthfulness = new ArrayList<>();
        for (ContrastExchange exchange : judging) {
            for (double margin : runningMargins(uncalibrated, exchange.honest())) {
                untruthfulness.add(new LabelledScore(margin, false));
                truthfulness.add(new LabelledScore(margin, true));
            }
            for (Answer answer : List.of(exchange.deceitful(), exchange.rereadByDeceiver())) {
                for (double margin : runningMargins(uncalibrated, answer)) {
                    untruthfulness.add(new LabelledScore(margin, true));
                    truthfulness.add(new LabelledScore(margin, false));
                }
            }
        }
        Calibration risk = Calibration.fit(untruthfulness);
        TruthReadOut readOut =
                new TruthReadOut(site, fit.direction(), fit.threshold(), risk.slope(), risk.intercept(), smoothing);
        return new ReadCandidate(readOut, "", Auroc.of(truthfulness), separation(truthfulness));
    }

    private static double separation(List<LabelledScore> scores) {
        double[] truthful = scores.stream()
                .filter(LabelledScore::positive)
                .mapToDouble(LabelledScore::score)
                .toArray();
        double[] untruthful = scores.stream()
                .filter(score -> !score.positive())
                .mapToDouble(LabelledScore::score)
                .toArray();
        double spread = Math.sqrt((variance(truthful) + variance(untruthful)) / 2);
        return (mean(truthful) - mean(untruthful)) / spread;
    }

    private static double mean(double... values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double variance(double... values) {
        double mean = mean(values);
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return squares / values.length;
    }
}
