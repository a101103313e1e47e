package io.telltale.node.serving;

import io.telltale.node.NodeException;
import io.telltale.transport.EventLog;
import io.telltale.transport.recording.RecordingWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records the log into a folder when it is closed, which is after the last event and before the log goes. */
final class LogRecorder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogRecorder.class);
    private static final Duration FLUSH_DEADLINE = Duration.ofSeconds(10);

    private final EventLog log;
    private final Path folder;

    private LogRecorder(EventLog log, Path folder) {
        this.log = log;
        this.folder = folder;
    }

    /**
     * Prepares to record.
     *
     * @throws NodeException if the folder holds something already
     */
    static LogRecorder into(Path folder, EventLog log) {
        if (Files.exists(folder) && !isEmpty(folder)) {
            throw new NodeException("cannot record into " + folder + ": it is not an empty folder; name another");
        }
        return new LogRecorder(log, folder);
    }

    private static boolean isEmpty(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        } catch (IOException notAFolder) {
            return false;
        }
    }

    @Override
    public void close() {
        if (!log.flush(FLUSH_DEADLINE)) {
            LOG.atWarn().addKeyValue("folder", folder).log("the recording lacks events that the log has not taken");
        }
        RecordingWriter.record(log, folder);
    }
}
