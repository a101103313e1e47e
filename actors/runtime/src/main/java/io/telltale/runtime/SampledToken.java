package io.telltale.runtime;

import io.telltale.engine.sampling.ChosenToken;
import io.telltale.spi.GenerationId;

/**
 * One new token.
 *
 * @param token with as many alternatives as were asked for
 * @param text the characters that it completes; empty while a character is still in the making
 */
public record SampledToken(GenerationId generation, int position, ChosenToken token, String text) {

    /** Returns the token's id. */
    public int tokenId() {
        return token.id();
    }
}
