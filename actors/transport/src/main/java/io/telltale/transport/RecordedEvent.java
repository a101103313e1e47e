package io.telltale.transport;

import java.time.Instant;
import java.util.Map;

/**
 * An event and where it stands on the log.
 *
 * @param headers travel beside the event; the trace context among them
 * @param recordedAt when it was handed to the log, to the millisecond
 */
public record RecordedEvent(
        LogEvent event, Topic topic, int partition, long offset, Map<String, String> headers, Instant recordedAt) {

    public RecordedEvent {
        headers = Map.copyOf(headers);
    }
}
