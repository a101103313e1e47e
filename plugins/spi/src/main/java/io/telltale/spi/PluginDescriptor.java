package io.telltale.spi;

/**
 * Who a plugin is.
 *
 * @param version of its code and artefacts together
 * @param description one line for people
 */
public record PluginDescriptor(PluginId id, String version, String description) {}
