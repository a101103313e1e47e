package io.telltale.runtime.cluster;

import io.telltale.runtime.BatchScheduler.BatchCompleted;
import io.telltale.runtime.GenerationCoordinator.PartCompleted;
import io.telltale.runtime.GenerationCoordinator.StepCompleted;
import io.telltale.runtime.GenerationCoordinator.StepFailed;
import io.telltale.runtime.ShardWorker;
import java.util.Arrays;
import java.util.Optional;

/** The messages that travel between processes, and the names of the forms in which they do: another form gets another number. */
enum MessageKind {
    RUN_BATCH("run-batch/1", ShardWorker.RunBatch.class),
    OPEN("open/1", ShardWorker.Open.class),
    FORK("fork/1", ShardWorker.Fork.class),
    TRUNCATE("truncate/1", ShardWorker.Truncate.class),
    RELEASE("release/1", ShardWorker.Release.class),
    BATCH_COMPLETED("batch-completed/1", BatchCompleted.class),
    STEP_COMPLETED("step-completed/1", StepCompleted.class),
    PART_COMPLETED("part-completed/1", PartCompleted.class),
    STEP_FAILED("step-failed/1", StepFailed.class),
    DESCRIBE("describe/1", ShardHost.Describe.class),
    CONNECT("connect/1", ShardHost.Connect.class),
    ANNOUNCED("announced/1", ShardHost.Announced.class),
    CONNECTED("connected/1", ShardHost.Connected.class),
    REFUSED("refused/1", ShardHost.Refused.class);

    private final String manifest;
    private final Class<?> type;

    MessageKind(String manifest, Class<?> type) {
        this.manifest = manifest;
        this.type = type;
    }

    String manifest() {
        return manifest;
    }

    /**
     * @throws IllegalArgumentException if the message is not one that travels
     */
    static MessageKind of(Object message) {
        return Arrays.stream(values())
                .filter(kind -> kind.type.isInstance(message))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        message.getClass().getName() + " is not made to leave the process"));
    }

    static Optional<MessageKind> named(String manifest) {
        return Arrays.stream(values())
                .filter(kind -> kind.manifest.equals(manifest))
                .findFirst();
    }
}
