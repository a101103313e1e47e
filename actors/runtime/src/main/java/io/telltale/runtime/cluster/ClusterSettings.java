package io.telltale.runtime.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.telltale.runtime.wire.WireFormat;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a process takes part in a cluster.
 *
 * @param listen where others reach it
 * @param join processes to join, any of which will do; a head without any forms a cluster of its own
 * @param wireFormat in which it sends activations
 * @param maxMessageBytes a longer message is refused where it would be sent
 * @param patience how long a head waits for its shards when it starts
 * @param batchTimeout how long a head waits for a batch before it gives the connection up
 */
public record ClusterSettings(
        HostPort listen,
        List<HostPort> join,
        WireFormat wireFormat,
        long maxMessageBytes,
        Duration patience,
        Duration batchTimeout,
        Encryption encryption) {

    /** The role of a process that generates. */
    static final String HEAD = "head";

    /** The role of a process that owns layers and waits for a head. */
    static final String SHARD = "shard";

    /** Every process of a cluster calls its actor system so. */
    static final String SYSTEM = "telltale";

    private static final long LEAST_MESSAGE_BYTES = 64 << 10;
    private static final long MOST_MESSAGE_BYTES = 1 << 30;

    public ClusterSettings {
        join = List.copyOf(join);
        if (maxMessageBytes < LEAST_MESSAGE_BYTES || maxMessageBytes > MOST_MESSAGE_BYTES) {
            throw new IllegalArgumentException("the longest message must have " + LEAST_MESSAGE_BYTES + " to "
                    + MOST_MESSAGE_BYTES + " bytes, not " + maxMessageBytes);
        }
    }

    /** Settings for one machine: messages of 64 MiB, float32, no encryption, minutes of patience. */
    public static ClusterSettings of(HostPort listen, List<HostPort> join) {
        return new ClusterSettings(
                listen,
                join,
                WireFormat.FLOAT32,
                64 << 20,
                Duration.ofMinutes(5),
                Duration.ofMinutes(1),
                new Encryption.None());
    }

    /** Returns the same settings with another format of activations. */
    public ClusterSettings withWireFormat(WireFormat other) {
        return new ClusterSettings(listen, join, other, maxMessageBytes, patience, batchTimeout, encryption);
    }

    /** Returns the same settings with another encryption. */
    public ClusterSettings withEncryption(Encryption other) {
        return new ClusterSettings(listen, join, wireFormat, maxMessageBytes, patience, batchTimeout, other);
    }

    /** Returns the same settings with other waiting times. */
    public ClusterSettings withTimes(Duration otherPatience, Duration otherBatchTimeout) {
        return new ClusterSettings(
                listen, join, wireFormat, maxMessageBytes, otherPatience, otherBatchTimeout, encryption);
    }

    /** Returns the same settings with another limit of messages. */
    public ClusterSettings withMaxMessageBytes(long other) {
        return new ClusterSettings(listen, join, wireFormat, other, patience, batchTimeout, encryption);
    }

    /** Returns the same settings with another address of this process. */
    public ClusterSettings listeningAt(HostPort other) {
        return new ClusterSettings(other, join, wireFormat, maxMessageBytes, patience, batchTimeout, encryption);
    }

    /** Returns the same settings with other processes to join. */
    public ClusterSettings joining(List<HostPort> others) {
        return new ClusterSettings(listen, others, wireFormat, maxMessageBytes, patience, batchTimeout, encryption);
    }

    /** Says in one sentence why a process cannot listen for the others. */
    public static String cannotListen(HostPort listen, Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return "cannot listen at " + listen + " for the cluster: " + cause.getMessage();
    }

    /** Returns what the actor system of a process with that role needs. */
    Config actorSystem(String role) {
        Map<String, Object> values = new HashMap<>();
        values.put("pekko.cluster.roles", List.of(role));
        values.put("pekko.remote.artery.canonical.hostname", listen.host());
        values.put("pekko.remote.artery.canonical.port", listen.port());
        values.put("pekko.remote.artery.advanced.maximum-large-frame-size", maxMessageBytes);
        values.put("telltale.wire-format", wireFormat.name());
        if (encryption instanceof Encryption.MutualTls tls) {
            String engine = "pekko.remote.artery.ssl.config-ssl-engine.";
            values.put("pekko.remote.artery.transport", "tls-tcp");
            values.put(engine + "key-store", tls.keyStore());
            values.put(engine + "key-store-password", tls.keyStorePassword());
            values.put(engine + "key-password", tls.keyStorePassword());
            values.put(engine + "trust-store", tls.trustStore());
            values.put(engine + "trust-store-password", tls.trustStorePassword());
        }
        return ConfigFactory.parseMap(values, "cluster settings")
                .withFallback(ConfigFactory.parseResources("telltale-cluster.conf"));
    }
}
