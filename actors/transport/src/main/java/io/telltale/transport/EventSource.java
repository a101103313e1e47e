package io.telltale.transport;

import java.util.Set;
import java.util.stream.Stream;

/** Something that recorded events can be read from, from its beginning to its end: a log or a folder. */
@FunctionalInterface
public interface EventSource {

    /**
     * Reads the topics from the oldest event to the end that they have now. The caller closes the stream.
     *
     * <p>Events of one generation on one topic come in the order in which they were published; across topics and generations
     * there is no order. The stream blocks while it waits for the source. A record that cannot be decoded is reported in the
     * application log and left out.
     *
     * @throws TransportException on opening or while streaming, if the source fails
     */
    Stream<RecordedEvent> read(Set<Topic> topics);
}
