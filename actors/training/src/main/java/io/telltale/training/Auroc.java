package io.telltale.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Area under the ROC curve: the chance that a positive scores above a negative, ties counting half.
 *
 * @param low end of the 95 % bootstrap interval
 * @param high other end
 */
public record Auroc(double value, double low, double high) {
    private static final double TAIL = 0.025;

    /**
     * Computes the area from ranks, ties sharing their mean rank.
     *
     * @throws IllegalArgumentException unless there are both positives and negatives
     */
    public static double of(List<LabelledScore> scores) {
        long positives = scores.stream().filter(LabelledScore::positive).count();
        long negatives = scores.size() - positives;
        if (positives == 0 || negatives == 0) {
            throw new IllegalArgumentException(
                    "an AUROC needs both classes: " + positives + " positives, " + negatives + " negatives");
        }
        List<LabelledScore> sorted = new ArrayList<>(scores);
        sorted.sort(Comparator.comparingDouble(LabelledScore::score));
        double rankSum = 0;
        int from = 0;
        while (from < sorted.size()) {
            int until = endOfTie(sorted, from);
            double meanRank = (from + 1 + until) / 2.0;
            rankSum += meanRank * positives(sorted, from, until);
            from = until;
        }
        return (rankSum - positives * (positives + 1) / 2.0) / ((double) positives * negatives);
    }

    /**
     * Computes the area and a percentile interval from resamples of the scores, each class resampled on its own.
     *
     * @param resamples at least 1; a thousand is usual
     */
    public static Auroc withInterval(List<LabelledScore> scores, int resamples, RandomGenerator random) {
        double value = of(scores);
        List<LabelledScore> positives =
                scores.stream().filter(LabelledScore::positive).toList();
        List<LabelledScore> negatives =
                scores.stream().filter(score -> !score.positive()).toList();
        double[] areas = new double[resamples];
        for (int i = 0; i < resamples; i++) {
            List<LabelledScore> resample = new ArrayList<>(scores.size());
            draw(positives, resample, random);
            draw(negatives, resample, random);
            areas[i] = of(resample);
        }
        Arrays.sort(areas);
        return new Auroc(value, quantile(areas, TAIL), quantile(areas, 1 - TAIL));
    }

    private static void draw(List<LabelledScore> from, List<LabelledScore> into, RandomGenerator random) {
        for (int i = 0; i < from.size(); i++) {
            into.add(from.get(random.nextInt(from.size())));
        }
    }

    private static double quantile(double[] sorted, double share) {
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }

    private static int endOfTie(List<LabelledScore> sorted, int from) {
        int until = from + 1;
        while (until < sorted.size()
                && sorted.get(until).score() == sorted.get(from).score()) {
            until++;
        }
        return until;
    }

    private static long positives(List<LabelledScore> sorted, int from, int until) {
        return sorted.subList(from, until).stream()
                .filter(LabelledScore::positive)
                .count();
    }
}
