package io.telltale.engine.decoder;

/** Why a generation ended. */
public enum EndReason {
    /** The model ended its answer, or a stop string appeared. */
    STOP,
    /** The token limit of the request or the context limit was reached. */
    LENGTH
}
