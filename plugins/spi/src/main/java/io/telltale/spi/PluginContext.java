package io.telltale.spi;

import java.time.InstantSource;
import java.util.Map;
import java.util.random.RandomGenerator;

/** What the host gives a plugin when it loads it. A plugin takes time and randomness from here alone, so that replay repeats. */
public interface PluginContext {

    /** Returns the model that the plugin is to watch. */
    ModelSpec model();

    /** Returns the plugin's settings as text, by name; unmodifiable. */
    Map<String, String> settings();

    /** Returns the time: the wall clock live, the recorded time in replay. */
    InstantSource clock();

    /** Returns a seeded source of randomness. */
    RandomGenerator random();
}
