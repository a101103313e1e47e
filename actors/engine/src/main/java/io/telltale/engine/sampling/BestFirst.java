package io.telltale.engine.sampling;

import java.util.stream.IntStream;

/** Hands out the indices of weights, the heaviest first and among equals the lowest, and orders no more of them than are taken. */
final class BestFirst {

    private final double[] weights;
    /** A heap of indices: none comes after its children. */
    private final int[] heap;

    private int size;

    /** Ranks the weights of one bucket. */
    BestFirst(double[] weights, int bucket) {
        this.weights = weights;
        this.heap = IntStream.range(0, weights.length)
                .filter(index -> HeaviestShare.bucket(weights[index]) == bucket)
                .toArray();
        this.size = heap.length;
        for (int node = size / 2 - 1; node >= 0; node--) {
            sink(heap[node], node);
        }
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Removes and returns the next index. */
    int take() {
        int best = heap[0];
        size--;
        sink(heap[size], 0);
        return best;
    }

    private void sink(int sinking, int from) {
        int node = from;
        while (2 * node + 1 < size) {
            int child = 2 * node + 1;
            if (child + 1 < size && precedes(heap[child + 1], heap[child])) {
                child++;
            }
            if (!precedes(heap[child], sinking)) {
                break;
            }
            heap[node] = heap[child];
            node = child;
        }
        heap[node] = sinking;
    }

    private boolean precedes(int first, int second) {
        return weights[first] > weights[second] || (weights[first] == weights[second] && first < second);
    }
}
