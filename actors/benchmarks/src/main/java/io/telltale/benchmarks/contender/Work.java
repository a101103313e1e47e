package io.telltale.benchmarks.contender;

import io.telltale.spi.TokenIds;

/** What a contender can be told to do. Prompts are random tokens. */
public sealed interface Work {

    /** What is done to the forward pass beside computing it. */
    enum Hook {
        /** Nothing. */
        NONE,
        /** The residual stream after every layer is handed to the caller: to Java, or to numpy. */
        CAPTURE,
        /** A vector is added to every sequence after the middle layer. */
        ADDITION
    }

    /** Decode so many tokens of so many sequences at once; answered by a {@link Answer.Rate}. */
    record Decode(int batch, int prompt, int tokens) implements Work {}

    /** Run the prompts of so many sequences at once; answered by a {@link Answer.Rate}. */
    record Prefill(int batch, int prompt) implements Work {}

    /** Decode with a hook and without, a few steps of each in turn; answered by an {@link Answer.Overhead}. */
    record Hooked(Hook hook, int batch, int prompt, int tokens) implements Work {}

    /** What the machine can do at most; answered by a {@link Answer.Rate}. Asked of Telltale alone. */
    enum Limit implements Work {
        /** Bytes read from memory. */
        READING,
        /** Multiplications and additions of a product of matrices. */
        PRODUCTS
    }

    /** Find the most probable token after a prompt; answered by an {@link Answer.Token}. */
    record Next(TokenIds prompt) implements Work {}
}
