/** The log on Kafka: settings, the adapter, and a real broker inside this process. */
@NullMarked
package io.telltale.transport.kafka;

import org.jspecify.annotations.NullMarked;
