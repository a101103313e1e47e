package io.telltale.transport.kafka;

import io.telltale.transport.EventLog;
import io.telltale.transport.TransportException;
import io.telltale.transport.delivery.StoredEventLog;
import java.time.InstantSource;

/** Opens logs on Kafka. */
public final class KafkaEventLog {

    private KafkaEventLog() {}

    /**
     * Connects to the brokers and makes the topics that are missing; blocks some seconds at most.
     *
     * @param clock of the records' timestamps
     * @throws TransportException if no broker answers, or one refuses
     */
    public static EventLog open(KafkaSettings settings, InstantSource clock) {
        new KafkaTopics(settings).createMissing();
        return new StoredEventLog(new KafkaStore(settings), settings.queue(), clock);
    }
}
