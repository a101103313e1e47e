package io.telltale.node.serving;

import io.telltale.node.NodeException;
import io.telltale.transport.EventHandler;
import io.telltale.transport.EventLog;
import io.telltale.transport.RecordedEvent;
import io.telltale.transport.Subscription;
import io.telltale.transport.SubscriptionRequest;
import io.telltale.transport.SubscriptionRequest.StartAt;
import io.telltale.transport.Topic;
import io.telltale.transport.TransportException;
import io.telltale.transport.recording.RecordingWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records the log into a folder while it grows, because a broker may delete what is old. To be closed after the last event and
 * before the log goes; then it tells how much it has recorded.
 */
final class LogRecorder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogRecorder.class);
    private static final Duration START_DEADLINE = Duration.ofSeconds(30);
    private static final Duration END_DEADLINE = Duration.ofSeconds(10);
    private static final int MAX_IN_FLIGHT = 256;

    private record Place(Topic topic, int partition) {}

    private final EventLog log;
    private final Path folder;
    private final Subscription subscription;
    private final Map<Place, Long> nextOffsets = new HashMap<>();
    private @Nullable RecordingWriter writer;
    private long events;
    private long missing;
    private boolean broken;

    private LogRecorder(Path folder, EventLog log) {
        this.log = log;
        this.folder = folder;
        SubscriptionRequest everything = new SubscriptionRequest(
                EnumSet.allOf(Topic.class), "recorder-" + UUID.randomUUID(), StartAt.LATEST, MAX_IN_FLIGHT);
        this.subscription = log.subscribe(everything, EventHandler.of(this::record));
    }

    /**
     * Records everything that is published from now on.
     *
     * @throws NodeException if the folder holds something already or cannot be written, or the log cannot be followed
     */
    static LogRecorder into(Path folder, EventLog log) {
        check(folder);
        LogRecorder recorder = new LogRecorder(folder, log);
        if (!isDone(recorder.subscription.ready(), START_DEADLINE)) {
            recorder.subscription.close();
            throw new NodeException("cannot record into " + folder + ": the log does not answer");
        }
        return recorder;
    }

    private static void check(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException failed) {
            throw new NodeException(
                    "cannot record into " + folder + ": it is no folder and cannot be made one", failed);
        }
        if (!Files.isWritable(folder)) {
            throw new NodeException("cannot record into " + folder + ": permission denied; name another folder");
        }
        if (!isEmpty(folder)) {
            throw new NodeException("cannot record into " + folder + ": it is not an empty folder; name another");
        }
    }

    private static boolean isEmpty(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        } catch (IOException failed) {
            throw new NodeException("cannot record into " + folder + ": it cannot be read", failed);
        }
    }

    private static boolean isDone(CompletionStage<?> stage, Duration deadline) {
        return stage.thenApply(done -> true)
                .toCompletableFuture()
                .completeOnTimeout(false, deadline.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(failure -> false)
                .join();
    }

    private synchronized void record(RecordedEvent event) {
        if (broken) {
            return;
        }
        try {
            if (writer == null) {
                writer = RecordingWriter.open(folder);
            }
            writer.append(event);
            events++;
            count(event);
        } catch (TransportException failed) {
            broken = true;
            LOG.atWarn().addKeyValue("folder", folder).setCause(failed).log("nothing more is recorded");
        }
    }

    /** Offsets of a partition follow each other; where they do not, the broker was faster at deleting. */
    private void count(RecordedEvent event) {
        Long expected = nextOffsets.put(new Place(event.topic(), event.partition()), event.offset() + 1);
        missing += expected == null ? 0 : event.offset() - expected;
    }

    @Override
    public void close() {
        boolean reachedTheEnd = log.flush(END_DEADLINE) && isDone(subscription.caughtUp(), END_DEADLINE);
        subscription.close();
        end(reachedTheEnd);
    }

    private synchronized void end(boolean reachedTheEnd) {
        if (writer != null) {
            writer.close();
        }
        if (reachedTheEnd && missing == 0 && !broken) {
            LOG.atInfo()
                    .addKeyValue("events", events)
                    .addKeyValue("folder", folder)
                    .log("the log is recorded");
        } else {
            LOG.atWarn()
                    .addKeyValue("events", events)
                    .addKeyValue("missing", missing)
                    .addKeyValue("folder", folder)
                    .log("the log is not recorded as a whole");
        }
    }
}
