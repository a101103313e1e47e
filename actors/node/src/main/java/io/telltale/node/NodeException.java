package io.telltale.node;

/** Something the operator has to change before the command can do its work; the message is one sentence that says what. */
public final class NodeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NodeException(String message) {
        super(message);
    }

    public NodeException(String message, Throwable cause) {
        super(message, cause);
    }
}
