package io.telltale.node.prompt;

import io.telltale.spi.TokenIds;

/** Turns prompts into the tokens of one model. Safe for use by several threads. */
@FunctionalInterface
public interface PromptEncoder {

    /**
     * Encodes a prompt.
     *
     * @throws IllegalArgumentException if the model cannot read such a prompt; the message says why
     */
    TokenIds encode(Prompt prompt);
}
