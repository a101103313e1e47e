package io.telltale.node.config;

import java.time.Duration;

/**
 * Limits of generations.
 *
 * @param maxNewTokens where a request names no limit
 */
public record GenerationSettings(int maxConcurrent, Duration minTokenInterval, int maxNewTokens) {}
