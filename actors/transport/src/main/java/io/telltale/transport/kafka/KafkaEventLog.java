package io.telltale.transport.kafka;

import io.telltale.transport.EventLog;
import io.telltale.transport.TransportException;
import io.telltale.transport.delivery.StoredEventLog;
import java.time.InstantSource;
import org.apache.kafka.common.KafkaException;

/** Opens logs on Kafka. */
public final class KafkaEventLog {

    private KafkaEventLog() {}

    /**
     * Connects to the brokers and makes the topics that are missing; blocks some seconds at most.
     *
     * @param clock of the records' timestamps
     * @throws TransportException if no broker answers, one refuses, or a client setting is wrong
     */
    public static EventLog open(KafkaSettings settings, InstantSource clock) {
        new KafkaTopics(settings).createMissing();
        return new StoredEventLog(store(settings), settings.queue(), clock);
    }

    /**
     * Connects to brokers that have the topics, and leaves them as they are; blocks some seconds at most.
     *
     * @param clock of the records' timestamps
     * @throws TransportException if no broker answers, one refuses, a topic is missing, or a client setting is wrong
     */
    public static EventLog openExisting(KafkaSettings settings, InstantSource clock) {
        new KafkaTopics(settings).requireAll();
        return new StoredEventLog(store(settings), settings.queue(), clock);
    }

    private static KafkaStore store(KafkaSettings settings) {
        try {
            return new KafkaStore(settings);
        } catch (KafkaException e) {
            throw new FailureMapping(settings).notMade(e);
        }
    }
}
