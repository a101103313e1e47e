package io.telltale.training;

import java.util.ArrayList;
import java.util.List;

/**
 * How well probabilities keep their word.
 *
 * @param bins of equal width from 0 to 1; empty ones are left out
 * @param expectedError mean distance between predicted and observed, weighted by the bins' sizes
 */
public record CalibrationCurve(List<Bin> bins, double expectedError) {

    /**
     * Predictions that are close to each other.
     *
     * @param predicted their mean
     * @param observed share of positives
     */
    public record Bin(double predicted, double observed, int count) {}

    public CalibrationCurve {
        bins = List.copyOf(bins);
    }

    /**
     * Compares probabilities with what came true.
     *
     * @param probabilities scores between 0 and 1
     */
    public static CalibrationCurve of(List<LabelledScore> probabilities, int binCount) {
        List<Bin> bins = new ArrayList<>();
        double error = 0;
        for (int index = 0; index < binCount; index++) {
            int wanted = index;
            List<LabelledScore> inside = probabilities.stream()
                    .filter(score -> Math.min((int) (score.score() * binCount), binCount - 1) == wanted)
                    .toList();
            if (!inside.isEmpty()) {
                Bin bin = bin(inside);
                bins.add(bin);
                error += Math.abs(bin.predicted() - bin.observed()) * bin.count() / probabilities.size();
            }
        }
        return new CalibrationCurve(bins, error);
    }

    private static Bin bin(List<LabelledScore> inside) {
        double predicted =
                inside.stream().mapToDouble(LabelledScore::score).average().orElseThrow();
        long positives = inside.stream().filter(LabelledScore::positive).count();
        return new Bin(predicted, (double) positives / inside.size(), inside.size());
    }
}
