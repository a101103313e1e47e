package io.telltale.node.config;

/**
 * How the model runs.
 *
 * @param precision as the engine names it
 * @param context positions a sequence may take; 0 for as many as the model was made for
 */
public record EngineSettings(String precision, int shards, int context) {}
