package io.telltale.transport.recording;

import io.telltale.transport.RecordedEvent;
import io.telltale.transport.avro.EventCodec;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;

/** Writes one file of a recording from front to end. */
final class RecordedFileAppender implements Closeable {

    private static final EventCodec CODEC = new EventCodec();

    private final DataOutputStream out;
    private long count;

    private RecordedFileAppender(DataOutputStream out) {
        this.out = out;
    }

    static RecordedFileAppender create(Path file) throws IOException {
        DataOutputStream out = new DataOutputStream(
                new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)));
        out.write(RecordedFile.marker());
        out.flush();
        return new RecordedFileAppender(out);
    }

    void append(RecordedEvent event) throws IOException {
        byte[] content = content(event);
        out.writeInt(content.length);
        out.write(content);
        count++;
    }

    long count() {
        return count;
    }

    void writeClosingMark() throws IOException {
        out.writeInt(RecordedFile.CLOSING_MARK);
        out.writeLong(count);
    }

    /** Releases the file; one without its closing mark is noticed by whoever reads it. */
    @Override
    public void close() throws IOException {
        out.close();
    }

    private static byte[] content(RecordedEvent event) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream fields = new DataOutputStream(bytes);
        fields.writeInt(event.partition());
        fields.writeLong(event.recordedAt().toEpochMilli());
        writeText(fields, event.event().generation().value());
        Map<String, String> headers = new TreeMap<>(event.headers());
        fields.writeInt(headers.size());
        for (Map.Entry<String, String> header : headers.entrySet()) {
            writeText(fields, header.getKey());
            writeText(fields, header.getValue());
        }
        writeBytes(fields, CODEC.encode(event.event()).bytes());
        return bytes.toByteArray();
    }

    private static void writeText(DataOutputStream fields, String text) throws IOException {
        writeBytes(fields, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void writeBytes(DataOutputStream fields, byte[] bytes) throws IOException {
        fields.writeInt(bytes.length);
        fields.write(bytes);
    }
}
