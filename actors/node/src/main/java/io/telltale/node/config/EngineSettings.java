package io.telltale.node.config;

import io.telltale.engine.ComputePrecision;

/**
 * How the model runs.
 *
 * @param context positions a sequence may take; 0 for as many as the model was made for
 */
public record EngineSettings(ComputePrecision precision, int shards, int context) {}
