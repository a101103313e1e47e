package io.telltale.transport.delivery;

import io.telltale.transport.avro.Payload;
import java.time.Instant;
import java.util.Map;

/**
 * An encoded event as the store hands it out.
 *
 * @param key empty if the record has none
 * @param payload empty if the record has none
 */
public record StoredRecord(
        PartitionId partition,
        long offset,
        String key,
        Payload payload,
        Map<String, String> headers,
        Instant recordedAt) {}
