package io.telltale.testkit;

import io.telltale.spi.ModelSpec;
import io.telltale.spi.PluginContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** A context whose clock stands still and whose randomness repeats. */
public record TestContext(ModelSpec model, Map<String, String> settings, InstantSource clock, RandomGenerator random)
        implements PluginContext {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final long SEED = 1;

    public TestContext {
        settings = Map.copyOf(settings);
    }

    /** Returns a context for a model, without settings. */
    public static TestContext of(ModelSpec model) {
        return new TestContext(model, Map.of(), InstantSource.fixed(NOON), new SplittableRandom(SEED));
    }

    /** Returns this context with one setting more. */
    public TestContext with(String name, String value) {
        Map<String, String> more = new TreeMap<>(settings);
        more.put(name, value);
        return new TestContext(model, more, clock, random);
    }
}
