package io.telltale.transport.delivery;

/** Why an event was shed. */
public enum ShedReason {
    QUEUE_FULL("too many events awaited delivery"),
    NOT_ACKNOWLEDGED("not acknowledged in time; it may be on the log nevertheless"),
    REFUSED("the log refused it, for its size or for missing rights"),
    NOT_ENCODABLE("it could not be encoded"),
    CLOSED("the log was closed");

    private final String detail;

    ShedReason(String detail) {
        this.detail = detail;
    }

    /** Returns the reason in words. */
    public String detail() {
        return detail;
    }
}
