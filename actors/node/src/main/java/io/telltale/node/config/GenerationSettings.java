package io.telltale.node.config;

import java.time.Duration;

/**
 * Limits and defaults of generations.
 *
 * @param maxWaiting for memory, or for others to end
 * @param maxNewTokens where a request names no limit
 * @param samplingDefaults where the sampling parameters come from that a request does not name
 */
public record GenerationSettings(
        int maxConcurrent,
        int maxWaiting,
        Duration minTokenInterval,
        int maxNewTokens,
        SamplingDefaults samplingDefaults) {

    /** Where defaults come from. */
    public enum SamplingDefaults {
        /** What the checkpoint's publisher recommends. */
        CHECKPOINT,
        /** Temperature 1 and nothing else. */
        NEUTRAL
    }
}
