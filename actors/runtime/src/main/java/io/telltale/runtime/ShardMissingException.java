package io.telltale.runtime;

/** A shard of the model is missing, so that nothing can be generated now; once it is back, the same request can be repeated. */
public final class ShardMissingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ShardMissingException(String message) {
        super(message);
    }
}
