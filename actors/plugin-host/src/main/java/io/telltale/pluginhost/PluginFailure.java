package io.telltale.pluginhost;

import io.telltale.spi.PluginId;
import io.telltale.spi.SequenceId;

/**
 * A plugin's answer that was lost, and why.
 *
 * @param message one sentence for an operator
 */
public record PluginFailure(PluginId plugin, SequenceId sequence, Kind kind, String message) {
    /** What a plugin can do wrong. */
    public enum Kind {
        /** It threw. The sequence is lost to the plugin. */
        THREW,
        /** It answered what makes no sense for the model or the sequence. The sequence is lost to the plugin. */
        INVALID_ANSWER,
        /** It answered more than its limits allow. The sequence is lost to the plugin. */
        FLOODED,
        /** The event comes from another model than the one it was loaded for. The sequence is lost to the plugin. */
        WRONG_MODEL,
        /** A call took longer than its deadline. The plugin as a whole has to be restarted. */
        HUNG,
        /** More calls wait than the queue of the plugin's thread takes; this one was not made. */
        OVERLOADED,
        /** The plugin was closed before the call was made. */
        CLOSED
    }

    /** Returns whether the plugin did something wrong, and was not merely given what is not for it. */
    public boolean blamesPlugin() {
        return kind != Kind.WRONG_MODEL;
    }

    /** Returns whether the plugin as a whole has to be restarted, not one sequence alone given up. */
    public boolean needsRestart() {
        return kind == Kind.HUNG;
    }
}
