package io.telltale.node.config;

import com.typesafe.config.Config;

/**
 * Everything an operator can set; the keys and defaults stand in {@code reference.conf}.
 *
 * @param pekko what was set for the actor systems, without their defaults
 */
public record NodeSettings(
        ModelSettings model,
        EngineSettings engine,
        BatchingSettings batching,
        ShardsSettings shards,
        BrokerSettings broker,
        RecordingSettings recording,
        PluginsSettings plugins,
        HttpSettings http,
        GenerationSettings generation,
        TelemetrySettings telemetry,
        Config pekko) {

    /** Returns these settings with other plugins. */
    public NodeSettings withPlugins(PluginsSettings other) {
        return new NodeSettings(
                model, engine, batching, shards, broker, recording, other, http, generation, telemetry, pekko);
    }

    /** Returns these settings with the log recorded elsewhere. */
    public NodeSettings withRecording(RecordingSettings other) {
        return new NodeSettings(
                model, engine, batching, shards, broker, other, plugins, http, generation, telemetry, pekko);
    }

    /** Returns these settings with other shards. */
    public NodeSettings withShards(ShardsSettings other) {
        return new NodeSettings(
                model, engine, batching, other, broker, recording, plugins, http, generation, telemetry, pekko);
    }

    /** Returns these settings with another HTTP server. */
    public NodeSettings withHttp(HttpSettings other) {
        return new NodeSettings(
                model, engine, batching, shards, broker, recording, plugins, other, generation, telemetry, pekko);
    }
}
