package io.telltale.node.serving;

import io.telltale.node.NodeException;
import io.telltale.node.config.BrokerSettings;
import io.telltale.node.config.BrokerSettings.Embedded;
import io.telltale.node.config.BrokerSettings.External;
import io.telltale.node.config.BrokerSettings.Memory;
import io.telltale.transport.EventLog;
import io.telltale.transport.kafka.EmbeddedBroker;
import io.telltale.transport.kafka.KafkaEventLog;
import io.telltale.transport.kafka.KafkaSettings;
import io.telltale.transport.memory.InMemoryEventLog;
import java.nio.file.Path;
import java.time.InstantSource;

/** The event log, and the broker under it if that is ours. */
public final class LogAccess implements AutoCloseable {

    private final Resources resources;
    private final EventLog log;
    private final String place;

    private LogAccess(Resources resources, EventLog log, String place) {
        this.resources = resources;
        this.log = log;
        this.place = place;
    }

    /**
     * Starts a broker if there is to be one, and opens the log.
     *
     * @throws io.telltale.transport.TransportException if the broker does not start or does not answer
     */
    public static LogAccess open(BrokerSettings settings, InstantSource clock) {
        Resources resources = new Resources();
        try {
            return switch (settings.broker()) {
                case Embedded embedded -> {
                    EmbeddedBroker broker = resources.own(start(embedded));
                    EventLog log = resources.own(KafkaEventLog.open(kafka(broker.bootstrapServers(), settings), clock));
                    yield new LogAccess(resources, log, "embedded Kafka broker at " + broker.bootstrapServers());
                }
                case External external -> {
                    EventLog log =
                            resources.own(KafkaEventLog.open(kafka(external.bootstrapServers(), settings), clock));
                    yield new LogAccess(resources, log, "Kafka at " + external.bootstrapServers());
                }
                case Memory memory ->
                    new LogAccess(resources, resources.own(InMemoryEventLog.open(clock)), "memory of this process");
            };
        } catch (RuntimeException failed) {
            resources.close();
            throw failed;
        }
    }

    private static EmbeddedBroker start(Embedded embedded) {
        if (embedded.port() == 0) {
            return embedded.folder().map(EmbeddedBroker::start).orElseGet(EmbeddedBroker::start);
        }
        Path folder = embedded.folder()
                .orElseThrow(() -> new NodeException(
                        "telltale.kafka.port needs telltale.kafka.data-folder: a broker that others know by its port"
                                + " must keep its data"));
        return EmbeddedBroker.startAt(folder, embedded.port());
    }

    /**
     * Connects to a broker that runs and has the log.
     *
     * @throws io.telltale.transport.TransportException if it does not answer, or lacks the topics
     */
    public static EventLog follow(String bootstrapServers, BrokerSettings settings, InstantSource clock) {
        return KafkaEventLog.openExisting(kafka(bootstrapServers, settings), clock);
    }

    private static KafkaSettings kafka(String bootstrapServers, BrokerSettings settings) {
        return KafkaSettings.of(bootstrapServers)
                .withTopicPrefix(settings.topicPrefix())
                .withClientProperties(settings.client());
    }

    /** Returns the log. */
    public EventLog log() {
        return log;
    }

    /** Returns where the log is, in words. */
    public String place() {
        return place;
    }

    @Override
    public void close() {
        resources.close();
    }
}
