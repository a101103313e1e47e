package io.telltale.transport.delivery;

import io.telltale.transport.Topic;
import io.telltale.transport.avro.Payload;
import java.time.Instant;
import java.util.Map;

/** An encoded event on its way to the store. */
public record OutgoingRecord(
        Topic topic, String key, Payload payload, Map<String, String> headers, Instant recordedAt) {}
