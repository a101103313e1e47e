package io.telltale.transport.recording;

import io.telltale.transport.RecordedEvent;
import io.telltale.transport.Topic;
import io.telltale.transport.TransportException;
import io.telltale.transport.TransportException.Code;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Records events into a folder; the files are described with this package. Used by one thread at a time. */
public final class RecordingWriter implements AutoCloseable {

    private final Path folder;
    private final Map<Topic, RecordedFileAppender> files = new EnumMap<>(Topic.class);

    private RecordingWriter(Path folder) {
        this.folder = folder;
    }

    /**
     * Begins a recording, one file per topic. It can be read when it is closed.
     *
     * @param folder made if it is missing; must not hold a recording yet
     * @throws TransportException if the folder cannot be written
     */
    public static RecordingWriter open(Path folder) {
        RecordingWriter writer = new RecordingWriter(folder);
        try {
            Files.createDirectories(folder);
            for (Topic topic : Topic.values()) {
                writer.files.put(topic, RecordedFileAppender.create(RecordedFile.of(folder, topic)));
            }
            return writer;
        } catch (IOException e) {
            throw writer.abandoned(e);
        }
    }

    /**
     * Adds an event. Events of one generation on one topic come in their order.
     *
     * @throws TransportException if it cannot be written; the recording has come to its end then, and whoever reads it is told so
     */
    public void append(RecordedEvent event) {
        try {
            Objects.requireNonNull(files.get(event.topic()), "the recording is closed")
                    .append(event);
        } catch (IOException e) {
            throw abandoned(e);
        }
    }

    /** Returns how many events the recording holds. */
    public long events() {
        return files.values().stream().mapToLong(RecordedFileAppender::count).sum();
    }

    /**
     * Ends the recording. May be called again.
     *
     * @throws TransportException if its end cannot be written
     */
    @Override
    public void close() {
        try {
            for (RecordedFileAppender file : files.values()) {
                file.writeClosingMark();
                file.close();
            }
            files.clear();
        } catch (IOException e) {
            throw abandoned(e);
        }
    }

    private TransportException abandoned(IOException failure) {
        for (RecordedFileAppender file : files.values()) {
            try {
                file.close();
            } catch (IOException again) {
                failure.addSuppressed(again);
            }
        }
        files.clear();
        return new TransportException(Code.STORAGE, message(failure), failure);
    }

    private String message(IOException failure) {
        return switch (failure) {
            case FileAlreadyExistsException inTheWay ->
                inTheWay.getFile() + " exists already; record into an empty folder";
            case AccessDeniedException denied ->
                "the log cannot be recorded into " + folder + ": permission denied; name another folder";
            default -> "the log cannot be recorded into " + folder + ": " + failure.getMessage();
        };
    }
}
