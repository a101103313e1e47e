package io.telltale.node.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.node.NodeException;
import io.telltale.spi.GenerationId;
import io.telltale.transport.EventLog;
import io.telltale.transport.FinishReason;
import io.telltale.transport.GenerationEnded;
import io.telltale.transport.LogEvent;
import io.telltale.transport.RecordedEvent;
import io.telltale.transport.Topic;
import io.telltale.transport.memory.InMemoryEventLog;
import io.telltale.transport.recording.RecordingReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogRecorderTest {

    private final EventLog log = InMemoryEventLog.open(InstantSource.fixed(Instant.EPOCH));

    @TempDir
    private Path folder;

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Test
    void recordsWhatIsPublishedWhileItRuns() {
        log.publish(event("before"));
        log.flush(Duration.ofSeconds(30));
        LogRecorder recorder = LogRecorder.into(folder, log);
        log.publish(event("first"));
        log.publish(event("second"));

        recorder.close();

        assertThat(recorded()).containsExactlyInAnyOrder(event("first"), event("second"));
    }

    @Test
    void makesAFolderThatStaysEmptyWhenNothingHappens() {
        Path missing = folder.resolve("a/b");

        LogRecorder.into(missing, log).close();

        assertThat(missing).isEmptyDirectory();
    }

    @Test
    void refusesAPlaceThatCannotBeAFolder() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        for (Path place : List.of(file, file.resolve("below"))) {
            assertThatThrownBy(() -> LogRecorder.into(place, log))
                    .isInstanceOf(NodeException.class)
                    .hasMessageContaining("cannot record into " + place);
        }
    }

    @Test
    void refusesAFolderThatHoldsSomething() throws IOException {
        Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> LogRecorder.into(folder, log))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining("not an empty folder");
    }

    private List<LogEvent> recorded() {
        try (Stream<RecordedEvent> events = RecordingReader.open(folder).read(Set.of(Topic.GENERATIONS))) {
            return events.map(RecordedEvent::event).toList();
        }
    }

    private static LogEvent event(String generation) {
        return new GenerationEnded(new GenerationId(generation), FinishReason.STOP, 1, 1, "", Instant.EPOCH);
    }
}
