package io.telltale.training;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Semantic entropy by cluster assignment: how widely the meanings of sampled answers are spread. */
public final class SemanticEntropy {
    private static final int CANDIDATE_SPLITS = 100;
    private static final double LOWEST_SPLIT = 1e-10;

    private SemanticEntropy() {}

    /**
     * Returns {@code -sum (n_c / N) ln (n_c / N)} in nats over the clusters of N answers; between 0 and ln N.
     *
     * @param meanings one per answer; equal meanings form a cluster
     */
    public static double of(Collection<?> meanings) {
        if (meanings.isEmpty()) {
            throw new IllegalArgumentException("semantic entropy needs at least one answer");
        }
        Map<?, Long> clusters =
                meanings.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        double entropy = 0;
        for (long count : clusters.values()) {
            double share = (double) count / meanings.size();
            entropy -= share * Math.log(share);
        }
        return Math.max(entropy, 0);
    }

    /**
     * Returns the entropy that divides low from high with the least sum of squares within both sides, among a hundred
     * candidates.
     *
     * @throws IllegalArgumentException if all entropies are equal
     */
    public static double bestSplit(List<Double> entropies) {
        double highest =
                entropies.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        double lowest =
                entropies.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        if (!(highest > lowest)) {
            throw new IllegalArgumentException("entropies that are all " + highest + " cannot be divided");
        }
        return IntStream.range(0, CANDIDATE_SPLITS)
                .mapToObj(i -> LOWEST_SPLIT + (highest - LOWEST_SPLIT) * i / (CANDIDATE_SPLITS - 1))
                .min(Comparator.comparingDouble(split -> squares(entropies, split)))
                .orElseThrow();
    }

    private static double squares(List<Double> entropies, double split) {
        return squaresAroundMean(
                        entropies.stream().filter(entropy -> entropy < split).toList())
                + squaresAroundMean(
                        entropies.stream().filter(entropy -> entropy >= split).toList());
    }

    private static double squaresAroundMean(List<Double> side) {
        double mean = side.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        return side.stream()
                .mapToDouble(entropy -> (entropy - mean) * (entropy - mean))
                .sum();
    }
}
