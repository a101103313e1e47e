package io.telltale.pluginhost;

/** Plugins could not be found or told apart; the message names the jar or class and what to change. */
public final class PluginHostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public enum Code {
        /** Two plugins claim the same id. */
        DUPLICATE_ID,
        /** A jar holds no plugin, or one that cannot be made or cannot say who it is. */
        BROKEN_PLUGIN,
        /** The plugins folder cannot be read. */
        UNREADABLE_FOLDER
    }

    private final Code code;

    PluginHostException(Code code, String message) {
        super(message);
        this.code = code;
    }

    PluginHostException(Code code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** Returns what went wrong. */
    public Code code() {
        return code;
    }

    /** Returns whether the same call may succeed later without anybody changing anything. */
    public boolean retryable() {
        return code == Code.UNREADABLE_FOLDER;
    }
}
