/**
 * Finds, configures, isolates and calls plugins; knows neither actors nor Kafka, nor whether it runs live or in replay.
 *
 * <p>A {@link io.telltale.pluginhost.PluginCatalog} finds providers, {@link io.telltale.pluginhost.LoadedPlugin} readies one of
 * them for a model, and a {@link io.telltale.pluginhost.PluginSession} feeds it events and checks what comes back. The live
 * system puts an {@link io.telltale.pluginhost.IsolatedPlugin} around the session, so that a plugin that hangs costs its own
 * thread and nothing else; replay calls the session itself. Whatever a plugin does wrong becomes a {@link
 * io.telltale.pluginhost.PluginFailure}, a value.
 *
 * <p>Isolation here is against accidents. A plugin in the same process can do whatever the process can.
 */
@NullMarked
package io.telltale.pluginhost;

import org.jspecify.annotations.NullMarked;
