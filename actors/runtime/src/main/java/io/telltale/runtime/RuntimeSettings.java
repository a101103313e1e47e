package io.telltale.runtime;

import com.typesafe.config.Config;
import io.telltale.engine.EngineOptions;
import io.telltale.engine.ShardPlan;
import java.time.Duration;
import java.util.List;

/**
 * How the runtime is laid out.
 *
 * @param maxConcurrentGenerations that run at once; more may wait
 * @param minTokenInterval least time between two tokens of one sequence; zero for as fast as it goes
 * @param pekko settings that go before Pekko's own
 */
public record RuntimeSettings(
        ShardPlan shards,
        EngineOptions engine,
        List<PluginRegistration> plugins,
        PluginPolicy pluginPolicy,
        int maxConcurrentGenerations,
        Duration minTokenInterval,
        BatchSettings batching,
        Config pekko) {

    /** Settings with the default way of putting batches together. */
    public RuntimeSettings(
            ShardPlan shards,
            EngineOptions engine,
            List<PluginRegistration> plugins,
            PluginPolicy pluginPolicy,
            int maxConcurrentGenerations,
            Duration minTokenInterval,
            Config pekko) {
        this(
                shards,
                engine,
                plugins,
                pluginPolicy,
                maxConcurrentGenerations,
                minTokenInterval,
                BatchSettings.DEFAULTS,
                pekko);
    }

    public RuntimeSettings {
        plugins = List.copyOf(plugins);
        if (maxConcurrentGenerations < 1) {
            throw new IllegalArgumentException(
                    "at least one generation must be allowed, not " + maxConcurrentGenerations);
        }
    }
}
