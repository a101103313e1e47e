package io.telltale.runtime;

/**
 * What the scheduler has done so far and what it holds.
 *
 * @param running sequences
 * @param waiting sequences, for memory or for others to end
 * @param reservedBytes that running sequences may come to take for keys and values
 * @param parkedBytes of keys and values of sequences that are over, kept for those that begin alike
 * @param cacheBytes the limit of both together
 * @param batches that shards were given
 * @param computedPositions that were in them
 * @param reusedPositions that were copied from another sequence instead
 */
public record BatchStatus(
        int running,
        int waiting,
        long reservedBytes,
        long parkedBytes,
        long cacheBytes,
        long batches,
        long computedPositions,
        long reusedPositions) {

    static final BatchStatus IDLE = new BatchStatus(0, 0, 0, 0, 0, 0, 0, 0);
}
