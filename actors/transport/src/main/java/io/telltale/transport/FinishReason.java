package io.telltale.transport;

/** Why a generation ended. */
public enum FinishReason {
    /** The model ended its answer, or a stop text was reached. */
    STOP,
    /** The answer reached the length that was allowed. */
    LENGTH,
    /** A plugin stopped it. */
    STOPPED_BY_PLUGIN,
    /** The client went away or asked to stop. */
    CANCELLED,
    /** The engine failed. */
    FAILED,
    /** Written by a newer version, which knows more reasons. */
    UNKNOWN
}
