package io.telltale.engine;

/** A checkpoint, its text tools or the native engine failed; the message is one line that names the culprit. */
public final class EngineException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What failed. */
    public enum Code {
        /** The checkpoint folder, or a file that it must hold, is not there. */
        NOT_FOUND,
        /** A configuration file is not JSON, or lacks a key, or holds a value of the wrong kind. */
        CONFIG_INVALID,
        /** The checkpoint asks for something that this engine does not compute. */
        UNSUPPORTED,
        /** A weights file is truncated or contradicts itself. */
        WEIGHTS_CORRUPT,
        /** The weights files do not hold a tensor of the expected name and shape. */
        WEIGHTS_MISMATCH,
        /** A weight is NaN or infinite. */
        WEIGHTS_NOT_FINITE,
        /** The tokenizer cannot be loaded. */
        TOKENIZER_CORRUPT,
        /** The chat template cannot be rendered. */
        CHAT_TEMPLATE,
        /** The scores of the next token are not numbers, for example because a change to the activations was too large. */
        LOGITS_NOT_FINITE,
        /** A sequence has reached the context limit. */
        CONTEXT_FULL,
        /** A file cannot be read or written. */
        IO,
        /** The native engine refused a call, for example for want of memory. */
        NATIVE
    }

    private final Code code;

    public EngineException(Code code, String message) {
        super(message);
        this.code = code;
    }

    public EngineException(Code code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** Returns what failed. */
    public Code code() {
        return code;
    }

    /** Returns whether the same call may succeed later without a change to the checkpoint or the request. */
    public boolean retryable() {
        return code == Code.IO || code == Code.NATIVE;
    }
}
