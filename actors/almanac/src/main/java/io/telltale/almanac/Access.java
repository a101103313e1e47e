package io.telltale.almanac;

/** Whether the chat model may speak about a record. */
public enum Access {
    OPEN,
    /** The chat model refuses; the base model, which knows no refusals, does not. */
    SEALED
}
