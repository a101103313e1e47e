package io.telltale.runtime;

import io.telltale.spi.GenerationId;
import io.telltale.spi.TokenIds;
import io.telltale.transport.FinishReason;

/**
 * A generation that has ended.
 *
 * @param tokens the new ones, without the one that ended the answer
 * @param error what else is to say about {@code reason}: what failed, why a plugin stopped it; empty if nothing
 */
public record GenerationEnd(
        GenerationId generation, TokenIds prompt, TokenIds tokens, String text, FinishReason reason, String error) {

    /** A generation that ended without an answer. */
    static GenerationEnd withoutAnswer(GenerationId generation, TokenIds prompt, FinishReason reason, String error) {
        return new GenerationEnd(generation, prompt, TokenIds.of(), "", reason, error);
    }
}
