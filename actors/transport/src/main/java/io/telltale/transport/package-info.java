/**
 * The log that everything travels on: its events as plain records, and {@link io.telltale.transport.EventLog}, the port through
 * which they are published, followed and read back.
 *
 * <p>Two adapters pass one contract: {@link io.telltale.transport.kafka.KafkaEventLog} and {@link
 * io.telltale.transport.memory.InMemoryEventLog}. Nothing of Kafka or Avro shows here.
 */
@NullMarked
package io.telltale.transport;

import org.jspecify.annotations.NullMarked;
