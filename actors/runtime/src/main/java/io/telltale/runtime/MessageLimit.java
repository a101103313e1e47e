package io.telltale.runtime;

/** Says whether a worker's message can be carried to where it goes. */
public interface MessageLimit {

    /** Everything can: nothing leaves the process. */
    MessageLimit NONE = new MessageLimit() {
        @Override
        public void check(ShardWorker.RunBatch batch) {}

        @Override
        public void check(GenerationCoordinator.Command answer) {}
    };

    /**
     * Checks what goes on to the next shard.
     *
     * @throws IllegalArgumentException if it is too large; the message says what to do
     */
    void check(ShardWorker.RunBatch batch);

    /**
     * Checks what a coordinator is told.
     *
     * @throws IllegalArgumentException if it is too large; the message says what to do
     */
    void check(GenerationCoordinator.Command answer);
}
