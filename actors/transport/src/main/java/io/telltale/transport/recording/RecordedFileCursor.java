package io.telltale.transport.recording;

import io.telltale.transport.LogEvent;
import io.telltale.transport.RecordedEvent;
import io.telltale.transport.Topic;
import io.telltale.transport.TransportException;
import io.telltale.transport.TransportException.Code;
import io.telltale.transport.avro.EventCodec;
import io.telltale.transport.avro.Payload;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads one file of a recording from front to end. */
final class RecordedFileCursor extends AbstractSpliterator<RecordedEvent> {

    private static final EventCodec CODEC = new EventCodec();

    private final Path file;
    private final Topic topic;
    private final DataInputStream in;
    private final Map<Integer, Long> nextOffsets = new HashMap<>();
    private long count;
    private boolean ended;

    private RecordedFileCursor(Path file, Topic topic, DataInputStream in) {
        super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
        this.file = file;
        this.topic = topic;
        this.in = in;
    }

    static RecordedFileCursor open(Path file, Topic topic) {
        try {
            DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
            byte[] marker = in.readNBytes(RecordedFile.marker().length);
            if (!Arrays.equals(marker, RecordedFile.marker())) {
                in.close();
                throw new TransportException(Code.UNREADABLE, file + " is not a recorded log");
            }
            return new RecordedFileCursor(file, topic, in);
        } catch (IOException e) {
            throw new TransportException(Code.STORAGE, file + " cannot be read: " + e.getMessage(), e);
        }
    }

    void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new TransportException(Code.STORAGE, file + " cannot be closed: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean tryAdvance(Consumer<? super RecordedEvent> action) {
        if (ended) {
            return false;
        }
        RecordedEvent event;
        try {
            int length = in.readInt();
            if (length == RecordedFile.CLOSING_MARK) {
                checkCount(in.readLong());
                ended = true;
                return false;
            }
            event = event(content(length));
        } catch (EOFException e) {
            throw new TransportException(
                    Code.UNREADABLE,
                    file + " ends too early, after " + count + " whole events; it was not recorded to its end",
                    e);
        } catch (IOException e) {
            throw new TransportException(Code.STORAGE, file + " cannot be read: " + e.getMessage(), e);
        }
        count++;
        action.accept(event);
        return true;
    }

    private byte[] content(int length) throws IOException {
        if (length < 0) {
            throw new TransportException(Code.UNREADABLE, damage("a length of " + length));
        }
        byte[] content = in.readNBytes(length);
        if (content.length < length) {
            throw new EOFException();
        }
        return content;
    }

    private RecordedEvent event(byte[] content) {
        try {
            DataInputStream fields = new DataInputStream(new ByteArrayInputStream(content));
            int partition = fields.readInt();
            Instant recordedAt = Instant.ofEpochMilli(fields.readLong());
            readBytes(fields);
            Map<String, String> headers = new HashMap<>();
            for (int left = fields.readInt(); left > 0; left--) {
                headers.put(readText(fields), readText(fields));
            }
            LogEvent event = CODEC.decode(Payload.owning(readBytes(fields)));
            long offset = nextOffsets.merge(partition, 1L, Long::sum) - 1;
            return new RecordedEvent(event, topic, partition, offset, headers, recordedAt);
        } catch (IOException | TransportException e) {
            throw new TransportException(Code.UNREADABLE, damage(e.getMessage()), e);
        }
    }

    private void checkCount(long written) {
        if (written != count) {
            throw new TransportException(Code.UNREADABLE, damage("its closing mark speaks of " + written + " events"));
        }
    }

    private String damage(@Nullable String what) {
        return file + " is damaged after " + count + " events: " + what;
    }

    private static String readText(DataInputStream in) throws IOException {
        return new String(readBytes(in), StandardCharsets.UTF_8);
    }

    /** Never makes more room than there are bytes. */
    private static byte[] readBytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("a length of " + length + " where " + in.available() + " bytes are left");
        }
        return in.readNBytes(length);
    }
}
