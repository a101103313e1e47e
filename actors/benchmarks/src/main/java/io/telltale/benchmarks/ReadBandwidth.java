package io.telltale.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** The machine's read bandwidth: a sum over an array far larger than the caches. */
final class ReadBandwidth {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final int PASSES = 5;
    private static final int MEGABYTE = 1 << 20;

    private final int[] values;
    private final int threads;
    private final AtomicLong sum = new AtomicLong();

    ReadBandwidth(int megabytes, int threads) {
        // Whole numbers, because the compiler may not reorder sums of floats into vectors.
        this.values = new int[Math.toIntExact((long) megabytes * MEGABYTE / Integer.BYTES)];
        this.threads = threads;
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
    }

    /** Returns bytes per second, of the best of some passes: what stands in the way of one is no property of the memory. */
    double measure() throws Exception {
        double best = 0;
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (int pass = 0; pass < PASSES; pass++) {
                long started = System.nanoTime();
                readAll(pool);
                best = Math.max(
                        best,
                        (double) Integer.BYTES * values.length * NANOS_PER_SECOND / (System.nanoTime() - started));
            }
        }
        return best;
    }

    private void readAll(ExecutorService pool) throws Exception {
        int share = values.length / threads;
        List<Future<Integer>> parts = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            int from = thread * share;
            parts.add(pool.submit(() -> sum(from, from + share)));
        }
        for (Future<Integer> part : parts) {
            sum.addAndGet(part.get());
        }
    }

    private int sum(int from, int until) {
        int total = 0;
        for (int i = from; i < until; i++) {
            total += values[i];
        }
        return total;
    }
}
