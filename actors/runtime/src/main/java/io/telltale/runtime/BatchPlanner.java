package io.telltale.runtime;

import io.telltale.spi.SequenceId;
import io.telltale.spi.TokenSpan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/**
 * Puts batches together. Single tokens, the steps of running answers, go first; what is left of the budget goes to prompts, a
 * chunk each. Both kinds take turns in the order in which they came, and while a prompt waits, tokens leave room for one chunk: so
 * neither a long prompt nor many answers hold anybody up for good. Not safe for threads.
 */
final class BatchPlanner {

    /** What one batch computes of a sequence. */
    record Part(SequenceId sequence, TokenSpan positions) {}

    private final int budget;
    private final int chunk;
    private final Deque<SequenceId> tokens = new ArrayDeque<>();
    private final Deque<SequenceId> prompts = new ArrayDeque<>();

    BatchPlanner(BatchSettings settings) {
        this.budget = settings.maxBatchTokens();
        this.chunk = settings.prefillChunkTokens();
    }

    /** Lets a sequence wait for its turn; it waits once at most. */
    void add(SequenceId sequence, int positions) {
        (positions == 1 ? tokens : prompts).add(sequence);
    }

    /** Forgets a sequence; does nothing if it does not wait. */
    void remove(SequenceId sequence) {
        tokens.remove(sequence);
        prompts.remove(sequence);
    }

    boolean isEmpty() {
        return tokens.isEmpty() && prompts.isEmpty();
    }

    /**
     * Takes the next batch from those that wait.
     *
     * @param mostTokens how many answers it may go on with
     * @param rest says, once the turn of a sequence has come, what of its step is still to be computed
     * @return nothing if nobody waits, otherwise at least one part
     */
    List<Part> next(int mostTokens, Function<SequenceId, TokenSpan> rest) {
        List<Part> batch = new ArrayList<>();
        int most = Math.min(mostTokens, prompts.isEmpty() ? budget : budget - chunk);
        while (batch.size() < most && !tokens.isEmpty()) {
            SequenceId sequence = tokens.remove();
            batch.add(new Part(sequence, rest.apply(sequence)));
        }
        addChunks(batch, budget - batch.size(), rest);
        return batch;
    }

    private void addChunks(List<Part> batch, int room, Function<SequenceId, TokenSpan> rest) {
        int left = room;
        while (!prompts.isEmpty() && left > 0) {
            TokenSpan first = firstChunk(rest.apply(prompts.element()));
            if (first.length() > left) {
                return;
            }
            batch.add(new Part(prompts.remove(), first));
            left -= first.length();
        }
    }

    private TokenSpan firstChunk(TokenSpan rest) {
        long boundary = (rest.from() / chunk + 1L) * chunk;
        return new TokenSpan(rest.from(), (int) Math.min(rest.until(), boundary));
    }
}
