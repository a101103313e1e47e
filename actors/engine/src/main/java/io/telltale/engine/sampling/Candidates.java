package io.telltale.engine.sampling;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;

/** The tokens that a draw chooses among, by their ids, and their weights; the best token weighs 1. */
final class Candidates {

    /** What is below is impossible. */
    private static final float LOWEST_POSSIBLE = -Float.MAX_VALUE;

    private final int[] ids;
    private final double[] weights;

    private Candidates(int[] ids, double[] weights) {
        this.ids = ids;
        this.weights = weights;
    }

    /** Returns the tokens that pass the filters, weighed at a temperature above 0. */
    static Candidates of(Logits logits, double temperature, CandidateFilters filters) {
        boolean cut = filters.topK() > 0 && filters.topK() < logits.size();
        float lowest = cut ? HighestScores.atRank(filters.topK(), logits) : LOWEST_POSSIBLE;
        Candidates candidates = atLeast(Math.max(lowest, LOWEST_POSSIBLE), logits, temperature);
        if (filters.topP() < 1) {
            candidates = candidates.only(HeaviestShare.of(candidates.weights, filters.topP()));
        }
        return filters.minP() > 0 ? candidates.weighing(filters.minP()) : candidates;
    }

    private static Candidates atLeast(float lowest, Logits logits, double temperature) {
        int size = 0;
        for (int id = 0; id < logits.size(); id++) {
            size += logits.at(id) >= lowest ? 1 : 0;
        }
        int[] ids = new int[size];
        double[] weights = new double[size];
        double highest = logits.at(logits.best());
        int next = 0;
        for (int id = 0; id < logits.size(); id++) {
            if (logits.at(id) >= lowest) {
                ids[next] = id;
                weights[next++] = Math.exp((logits.at(id) - highest) / temperature);
            }
        }
        return new Candidates(ids, weights);
    }

    private Candidates weighing(double least) {
        BitSet kept = new BitSet(weights.length);
        for (int index = 0; index < weights.length; index++) {
            kept.set(index, weights[index] >= least);
        }
        return only(kept);
    }

    private Candidates only(BitSet kept) {
        int[] keptIds = new int[kept.cardinality()];
        double[] keptWeights = new double[keptIds.length];
        int next = 0;
        for (int index = kept.nextSetBit(0); index >= 0; index = kept.nextSetBit(index + 1)) {
            keptIds[next] = ids[index];
            keptWeights[next++] = weights[index];
        }
        return new Candidates(keptIds, keptWeights);
    }

    /** Returns the token at a place in [0, 1), where every token takes as much room as it weighs. */
    int at(double place) {
        double left = place * total();
        int chosen = 0;
        // Rounding may leave a crumb after the last candidate that weighs anything, which then takes it.
        for (int index = 0; index < ids.length && left >= 0; index++) {
            left -= weights[index];
            chosen = weights[index] > 0 ? index : chosen;
        }
        return ids[chosen];
    }

    /** Returns the probability of every candidate by its id. */
    Map<Integer, Double> probabilities() {
        double total = total();
        Map<Integer, Double> probabilities = new LinkedHashMap<>();
        for (int index = 0; index < ids.length; index++) {
            probabilities.put(ids[index], weights[index] / total);
        }
        return probabilities;
    }

    private double total() {
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        return total;
    }
}
