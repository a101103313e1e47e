package io.telltale.node.config;

import com.typesafe.config.Config;

/**
 * Everything an operator can set; the keys and defaults stand in {@code reference.conf}.
 *
 * @param pekko for actor systems: the whole configuration with all its defaults
 */
public record NodeSettings(
        ModelSettings model,
        EngineSettings engine,
        BrokerSettings broker,
        PluginsSettings plugins,
        HttpSettings http,
        GenerationSettings generation,
        TelemetrySettings telemetry,
        Config pekko) {}
