package io.telltale.runtime;

import io.telltale.spi.GenerationId;
import io.telltale.spi.TokenIds;
import io.telltale.transport.FinishReason;

/**
 * A generation that has ended.
 *
 * @param tokens the new ones, without the one that ended the answer
 * @param error what else is to say about {@code reason}: what failed, why a plugin stopped it; empty if nothing
 * @param reusedPositions how many positions of the prompt were not computed, because another sequence had begun alike
 */
public record GenerationEnd(
        GenerationId generation,
        TokenIds prompt,
        TokenIds tokens,
        String text,
        FinishReason reason,
        String error,
        int reusedPositions) {

    /** A generation all of whose prompt was computed. */
    public GenerationEnd(
            GenerationId generation, TokenIds prompt, TokenIds tokens, String text, FinishReason reason, String error) {
        this(generation, prompt, tokens, text, reason, error, 0);
    }

    /** A generation that ended without an answer. */
    static GenerationEnd withoutAnswer(GenerationId generation, TokenIds prompt, FinishReason reason, String error) {
        return new GenerationEnd(generation, prompt, TokenIds.of(), "", reason, error);
    }
}
