package io.telltale.transport.recording;

import io.telltale.transport.EventSource;
import io.telltale.transport.RecordedEvent;
import io.telltale.transport.Topic;
import io.telltale.transport.TransportException;
import io.telltale.transport.TransportException.Code;
import io.telltale.transport.avro.EventCodec;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Records a log into a folder; the files are described with this package. */
public final class RecordingWriter {

    private static final EventCodec CODEC = new EventCodec();

    private RecordingWriter() {}

    /**
     * Writes everything that the source holds now, one file per topic, and returns the number of events.
     *
     * @param folder made if it is missing; must not hold a recording yet
     * @throws TransportException if the source or the folder fails
     */
    public static long record(EventSource source, Path folder) {
        try {
            Files.createDirectories(folder);
            long events = 0;
            for (Topic topic : Topic.values()) {
                events += record(source, topic, RecordedFile.of(folder, topic));
            }
            return events;
        } catch (FileAlreadyExistsException e) {
            throw new TransportException(Code.STORAGE, e.getFile() + " exists already; record into an empty folder", e);
        } catch (IOException e) {
            throw new TransportException(
                    Code.STORAGE, "the log cannot be recorded into " + folder + ": " + e.getMessage(), e);
        }
    }

    private static long record(EventSource source, Topic topic, Path file) throws IOException {
        try (Stream<RecordedEvent> events = source.read(Set.of(topic));
                DataOutputStream out = new DataOutputStream(
                        new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)))) {
            out.write(RecordedFile.marker());
            long count = 0;
            for (Iterator<RecordedEvent> all = events.iterator(); all.hasNext(); count++) {
                byte[] content = content(all.next());
                out.writeInt(content.length);
                out.write(content);
            }
            out.writeInt(RecordedFile.CLOSING_MARK);
            out.writeLong(count);
            return count;
        }
    }

    private static byte[] content(RecordedEvent event) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(event.partition());
        out.writeLong(event.recordedAt().toEpochMilli());
        writeText(out, event.event().generation().value());
        Map<String, String> headers = new TreeMap<>(event.headers());
        out.writeInt(headers.size());
        for (Map.Entry<String, String> header : headers.entrySet()) {
            writeText(out, header.getKey());
            writeText(out, header.getValue());
        }
        writeBytes(out, CODEC.encode(event.event()).bytes());
        return bytes.toByteArray();
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        writeBytes(out, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
