package io.telltale.runtime;

import io.telltale.spi.PluginId;

/**
 * How a plugin is doing.
 *
 * @param restarts since the plugin last gave a good answer
 * @param endedSequences that have passed the plugin, whether it could judge them or not
 */
public record PluginStatus(PluginId plugin, State state, int restarts, long endedSequences) {

    /** What a plugin can be. */
    public enum State {
        STARTING,
        RUNNING,
        /** It failed and waits to be started again. */
        BACKING_OFF,
        /** It failed too often and is left alone. */
        DISABLED
    }
}
