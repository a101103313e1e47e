package io.telltale.transport.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.transport.EventLog;
import io.telltale.transport.EventSource;
import io.telltale.transport.RecordedEvent;
import io.telltale.transport.SampleEvents;
import io.telltale.transport.Topic;
import io.telltale.transport.TransportException;
import io.telltale.transport.memory.InMemoryEventLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {

    private static final InstantSource CLOCK = InstantSource.fixed(SampleEvents.AT);
    private static final Set<Topic> ALL_TOPICS = EnumSet.allOf(Topic.class);

    @TempDir
    private Path folder;

    private EventLog log;

    @BeforeEach
    void publishEvents() {
        log = InMemoryEventLog.open(CLOCK);
        SampleEvents.ofEveryKind().forEach(event -> log.publish(event, Map.of("traceparent", "00-ä-01")));
        log.publish(SampleEvents.activations(5));
        log.flush(Duration.ofSeconds(30));
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Test
    void aRecordingHoldsWhatTheLogHolds() {
        long events = record(log, folder);

        assertThat(events).isEqualTo(SampleEvents.ofEveryKind().size() + 1);
        for (Topic topic : ALL_TOPICS) {
            assertThat(read(folder, Set.of(topic))).isEqualTo(read(log, Set.of(topic)));
        }
    }

    @Test
    void aRecordingOfARecordingIsTheSame() throws IOException {
        Path again = folder.resolve("again");
        Path once = folder.resolve("once");
        record(log, once);

        record(RecordingReader.open(once), again);

        for (Topic topic : ALL_TOPICS) {
            assertThat(RecordedFile.of(again, topic)).hasSameBinaryContentAs(RecordedFile.of(once, topic));
        }
    }

    @Test
    void aFileThatEndsTooEarlyIsNoticedWhereverItEnds() throws IOException {
        record(log, folder);
        Path file = RecordedFile.of(folder, Topic.ACTIVATIONS);
        byte[] whole = Files.readAllBytes(file);

        for (int length = RecordedFile.marker().length; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> read(folder, Set.of(Topic.ACTIVATIONS)))
                    .isInstanceOf(TransportException.class)
                    .hasMessageContaining("activations.events ends too early");
        }
    }

    @Test
    void aDamagedFileIsNoticedOrYieldsEventsButNothingElse() throws IOException {
        record(log, folder);
        Path file = RecordedFile.of(folder, Topic.VERDICTS);
        byte[] whole = Files.readAllBytes(file);

        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= (byte) 0x80;
            Files.write(file, damaged);
            try {
                assertThat(read(folder, Set.of(Topic.VERDICTS))).isNotEmpty();
            } catch (TransportException e) {
                assertThat(e).hasMessageContaining("verdicts.events");
            }
        }
    }

    @Test
    void aFolderWithoutRecordingIsRefused() {
        assertThatThrownBy(() -> RecordingReader.open(folder))
                .isInstanceOf(TransportException.class)
                .hasMessageContaining(folder + " holds no recorded log");
    }

    @Test
    void aRecordingIsNeverOverwritten() {
        record(log, folder);

        assertThatThrownBy(() -> record(log, folder))
                .isInstanceOf(TransportException.class)
                .hasMessageContaining("exists already; record into an empty folder");
    }

    @Test
    void aRecordingThatWasNotClosedIsNoticed() {
        RecordingWriter unclosed = RecordingWriter.open(folder);
        read(log, ALL_TOPICS).forEach(unclosed::append);

        assertThatThrownBy(() -> read(folder, ALL_TOPICS))
                .isInstanceOf(TransportException.class)
                .hasMessageContaining("it was not recorded to its end");
        unclosed.close();
    }

    private static long record(EventSource source, Path folder) {
        try (RecordingWriter writer = RecordingWriter.open(folder)) {
            read(source, ALL_TOPICS).forEach(writer::append);
            return writer.events();
        }
    }

    private static List<RecordedEvent> read(Path folder, Set<Topic> topics) {
        return read(RecordingReader.open(folder), topics);
    }

    private static List<RecordedEvent> read(EventSource source, Set<Topic> topics) {
        try (Stream<RecordedEvent> events = source.read(topics)) {
            return events.toList();
        }
    }
}
