package io.telltale.node.config;

import io.telltale.engine.ComputeDevice;
import io.telltale.engine.ComputePrecision;
import io.telltale.engine.EngineOptions;

/**
 * How the model runs.
 *
 * @param context positions a sequence may take; 0 for as many as the model was made for
 */
public record EngineSettings(ComputePrecision precision, ComputeDevice device, int shards, int context) {

    /** Returns what the engine makes of these settings. */
    public EngineOptions options() {
        int limit = context == 0 ? EngineOptions.DEFAULTS.contextLimit() : context;
        return new EngineOptions(precision, limit).withDevice(device);
    }
}
