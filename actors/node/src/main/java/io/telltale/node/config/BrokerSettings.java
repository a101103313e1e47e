package io.telltale.node.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where the events go.
 *
 * @param client passed through to every Kafka client
 */
public record BrokerSettings(Broker broker, String topicPrefix, Map<String, String> client) {

    public BrokerSettings {
        client = Map.copyOf(client);
    }

    /** Which broker keeps the log. */
    public sealed interface Broker {}

    /**
     * A broker inside this process, on the loopback interface.
     *
     * @param port 0 for any that is free
     * @param dataFolder empty text for a temporary one
     */
    public record Embedded(int port, String dataFolder) implements Broker {

        /** Returns where the log is kept, if it is to outlive the process. */
        public Optional<Path> folder() {
            return dataFolder.isEmpty() ? Optional.empty() : Optional.of(Path.of(dataFolder));
        }
    }

    /** A broker that runs elsewhere. */
    public record External(String bootstrapServers) implements Broker {}

    /** No broker: the log lives in memory and ends with the process. */
    public record Memory() implements Broker {}
}
