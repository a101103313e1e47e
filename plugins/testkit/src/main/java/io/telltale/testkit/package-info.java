/**
 * Drives a plugin in a unit test: without model, broker, actors or network.
 *
 * <p>{@link io.telltale.testkit.PluginTestDriver} plays the host, {@link io.telltale.testkit.SampleActivations} the model,
 * {@link io.telltale.testkit.TestContext} the world (time and randomness).
 */
@NullMarked
package io.telltale.testkit;

import org.jspecify.annotations.NullMarked;
