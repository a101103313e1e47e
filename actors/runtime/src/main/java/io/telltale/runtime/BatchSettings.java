package io.telltale.runtime;

/**
 * How the steps of many sequences are put together, and how much memory their keys and values may take.
 *
 * @param maxBatchTokens most positions that one batch computes
 * @param prefillChunkTokens most positions of one prompt in one batch; a prompt is cut at the multiples of this number, whatever
 *     else runs
 * @param cacheBytes memory for keys and values, over all shards and sequences
 * @param maxWaitingGenerations how many may wait for memory, or for others to end
 * @param prefixReuse whether a prompt may begin with keys and values of an earlier sequence
 */
public record BatchSettings(
        int maxBatchTokens,
        int prefillChunkTokens,
        long cacheBytes,
        int maxWaitingGenerations,
        PrefixReuse prefixReuse) {

    /** Whether keys and values are kept for sequences that begin alike. */
    public enum PrefixReuse {
        ON,
        OFF
    }

    /** Batches of 512 positions, chunks of 128, a quarter of the machine's memory, 64 that wait, prefixes reused. */
    public static final BatchSettings DEFAULTS =
            new BatchSettings(512, 128, PhysicalMemory.bytes() / 4, 64, PrefixReuse.ON);

    public BatchSettings {
        if (prefillChunkTokens < 1) {
            throw new IllegalArgumentException(
                    "a chunk of a prompt needs at least one token, not " + prefillChunkTokens);
        }
        if (maxBatchTokens <= prefillChunkTokens) {
            throw new IllegalArgumentException("a batch of " + maxBatchTokens + " tokens has no room for a chunk of "
                    + prefillChunkTokens + " tokens and a running answer; make it larger");
        }
        if (cacheBytes < 1) {
            throw new IllegalArgumentException("the memory for keys and values must be positive: " + cacheBytes);
        }
        if (maxWaitingGenerations < 0) {
            throw new IllegalArgumentException(
                    "the number of waiting generations must not be negative: " + maxWaitingGenerations);
        }
    }

    /** Returns the same settings with another memory for keys and values. */
    public BatchSettings withCacheBytes(long other) {
        return new BatchSettings(maxBatchTokens, prefillChunkTokens, other, maxWaitingGenerations, prefixReuse);
    }

    /** Returns the same settings with another number of generations that may wait. */
    public BatchSettings withMaxWaitingGenerations(int other) {
        return new BatchSettings(maxBatchTokens, prefillChunkTokens, cacheBytes, other, prefixReuse);
    }

    /** Returns the same settings with prefixes reused or not. */
    public BatchSettings withPrefixReuse(PrefixReuse other) {
        return new BatchSettings(maxBatchTokens, prefillChunkTokens, cacheBytes, maxWaitingGenerations, other);
    }
}
