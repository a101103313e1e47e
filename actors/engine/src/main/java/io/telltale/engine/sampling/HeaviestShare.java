package io.telltale.engine.sampling;

import java.util.BitSet;

/**
 * Finds the fewest weights that together reach a share of all. Weights are sorted into buckets by magnitude, and only those of the bucket
 * at the edge are compared with each other; so the time is linear however many weights it takes.
 */
final class HeaviestShare {

    /** What remains of a double's bits are exponent and four bits of its fraction: a bucket spans a sixteenth at most. */
    private static final int IGNORED_BITS = 48;

    private static final int HEAVIEST_BUCKET = bucket(1);

    private HeaviestShare() {}

    /**
     * Returns the indices of the heaviest weights; among equals the lowest.
     *
     * @param weights from 0 to 1
     * @param share above 0
     */
    static BitSet of(double[] weights, double share) {
        double[] mass = new double[HEAVIEST_BUCKET + 1];
        double total = 0;
        for (double weight : weights) {
            mass[bucket(weight)] += weight;
            total += weight;
        }
        double needed = share * total;
        double reached = 0;
        int edge = HEAVIEST_BUCKET;
        while (edge > 0 && reached + mass[edge] < needed) {
            reached += mass[edge--];
        }
        return keep(weights, edge, needed - reached);
    }

    /** Keeps what is heavier than a bucket, and of the bucket what is still missing. */
    private static BitSet keep(double[] weights, int edge, double missing) {
        BitSet kept = new BitSet(weights.length);
        BestFirst bucket = new BestFirst(weights, edge);
        for (int index = 0; index < weights.length; index++) {
            if (bucket(weights[index]) > edge) {
                kept.set(index);
            }
        }
        double left = missing;
        while (!bucket.isEmpty() && left > 0) {
            int index = bucket.take();
            kept.set(index);
            left -= weights[index];
        }
        return kept;
    }

    /** Returns the bucket of a weight: the heavier, the higher. */
    static int bucket(double weight) {
        return (int) (Double.doubleToRawLongBits(weight) >>> IGNORED_BITS);
    }
}
