package io.telltale.node.config;

/**
 * Which model to run.
 *
 * @param path the name of a shipped model, or a folder
 * @param name what clients call it
 */
public record ModelSettings(String path, String name) {}
