package io.telltale.replay;

/** Whether a log may grow while it is read. */
public enum LogState {
    /** Nothing is added any more; every sequence is compared as far as it goes. */
    FINISHED,
    /** Others write to it; only sequences that were read from their first event to their end are compared. */
    GROWING
}
