package io.telltale.node.config;

import io.telltale.engine.Batching;
import io.telltale.runtime.BatchSettings;
import io.telltale.runtime.BatchSettings.PrefixReuse;

/**
 * How the steps of many generations are put together.
 *
 * @param maxTokens positions that one batch computes at most
 * @param prefillChunk positions of one prompt in one batch at most
 * @param cacheBytes memory for keys and values; 0 for a quarter of the machine's
 * @param prefixReuse whether a prompt may begin with what an earlier one has computed
 */
public record BatchingSettings(
        Batching mode, int maxTokens, int prefillChunk, long cacheBytes, PrefixReuse prefixReuse) {

    /** Returns what the runtime makes of these settings. */
    public BatchSettings forRuntime(int maxWaitingGenerations) {
        long bytes = cacheBytes == 0 ? BatchSettings.DEFAULTS.cacheBytes() : cacheBytes;
        return new BatchSettings(maxTokens, prefillChunk, bytes, maxWaitingGenerations, prefixReuse);
    }
}
