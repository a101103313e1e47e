package io.telltale.runtime;

import io.telltale.spi.GenerationId;

/**
 * One new token.
 *
 * @param text the characters that it completes; empty while a character is still in the making
 */
public record SampledToken(GenerationId generation, int position, int tokenId, String text) {}
