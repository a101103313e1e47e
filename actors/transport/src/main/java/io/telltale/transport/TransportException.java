package io.telltale.transport;

/** The log failed; the message says what an operator can do. */
public final class TransportException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What failed. */
    public enum Code {
        /** No broker answers. */
        UNREACHABLE,
        /** The broker refuses: wrong credentials, missing rights. */
        REFUSED,
        /** A client setting is wrong. */
        MISCONFIGURED,
        /** The embedded broker does not start. */
        BROKER_START,
        /** A record or a recorded file cannot be understood. */
        UNREADABLE,
        /** A file cannot be read or written. */
        STORAGE
    }

    private final Code code;

    public TransportException(Code code, String message) {
        super(message);
        this.code = code;
    }

    public TransportException(Code code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** Returns what failed. */
    public Code code() {
        return code;
    }

    /** Returns whether the same call may succeed later. */
    public boolean retryable() {
        return code == Code.UNREACHABLE;
    }
}
