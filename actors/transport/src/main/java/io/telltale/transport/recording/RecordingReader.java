package io.telltale.transport.recording;

import io.telltale.transport.EventSource;
import io.telltale.transport.RecordedEvent;
import io.telltale.transport.Topic;
import io.telltale.transport.TransportException;
import io.telltale.transport.TransportException.Code;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Reads a log that was recorded into a folder.
 *
 * <p>Offsets count the events of each partition from 0. A file that ends too early, or holds something else, fails while it is
 * streamed, at the place where it is damaged.
 */
public final class RecordingReader implements EventSource {

    private final Path folder;

    private RecordingReader(Path folder) {
        this.folder = folder;
    }

    /**
     * Opens a recording.
     *
     * @throws TransportException if the folder holds none
     */
    public static RecordingReader open(Path folder) {
        if (Arrays.stream(Topic.values()).noneMatch(topic -> Files.exists(RecordedFile.of(folder, topic)))) {
            throw new TransportException(
                    Code.STORAGE,
                    folder + " holds no recorded log; a recording has files like "
                            + RecordedFile.of(folder, Topic.ACTIVATIONS).getFileName());
        }
        return new RecordingReader(folder);
    }

    /** Streams the topics one after the other; a topic whose file is missing has no events. */
    @Override
    public Stream<RecordedEvent> read(Set<Topic> topics) {
        FilesInTurn files = new FilesInTurn(Arrays.stream(Topic.values())
                .filter(topics::contains)
                .filter(topic -> Files.exists(RecordedFile.of(folder, topic)))
                .toList());
        return StreamSupport.stream(files, false).onClose(files::close);
    }

    /** Opens each file when its turn comes; a stream of streams would hold a whole file in memory. */
    private final class FilesInTurn extends AbstractSpliterator<RecordedEvent> {

        private final Deque<Topic> waiting;
        private final Deque<RecordedFileCursor> open = new ArrayDeque<>();

        FilesInTurn(List<Topic> topics) {
            super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
            this.waiting = new ArrayDeque<>(topics);
        }

        @Override
        public boolean tryAdvance(Consumer<? super RecordedEvent> action) {
            while (open.isEmpty() || !open.getFirst().tryAdvance(action)) {
                close();
                if (waiting.isEmpty()) {
                    return false;
                }
                Topic topic = waiting.removeFirst();
                open.add(RecordedFileCursor.open(RecordedFile.of(folder, topic), topic));
            }
            return true;
        }

        void close() {
            open.forEach(RecordedFileCursor::close);
            open.clear();
        }
    }
}
