package io.telltale.spi;

import java.time.InstantSource;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * What the host gives a plugin when it loads it.
 *
 * <p>A plugin takes time and randomness from here alone. What they give is not recorded, so a plugin whose verdicts or
 * interventions depend on them says something else in replay.
 */
public interface PluginContext {

    /** Returns the model that the plugin is to watch. */
    ModelSpec model();

    /** Returns the plugin's settings as text, by name; unmodifiable. */
    Map<String, String> settings();

    /** Returns the time, for logs and measurements: the host's clock live, one that stands still in replay. */
    InstantSource clock();

    /** Returns a source of randomness: the host's live, one with the same seed every time in replay. */
    RandomGenerator random();
}
