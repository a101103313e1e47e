package io.telltale.node.http;

import io.telltale.runtime.GenerationEnd;
import io.telltale.runtime.GenerationListener;
import io.telltale.runtime.SampledToken;
import io.telltale.spi.GenerationId;
import java.util.function.Consumer;
import org.apache.pekko.stream.BoundedSourceQueue;
import org.apache.pekko.stream.QueueOfferResult;

/**
 * Hands the tokens of one generation to the stream of one client. The queue between them is bounded: a client that reads too
 * slowly to keep it from filling up loses the rest of its answer, and the generation ends.
 */
final class StreamedAnswer implements GenerationListener {

    private final BoundedSourceQueue<AnswerEvent> queue;
    private final Consumer<GenerationId> cancel;
    private volatile boolean overflowed;

    /**
     * @param cancel ends the generation; called at most once
     */
    StreamedAnswer(BoundedSourceQueue<AnswerEvent> queue, Consumer<GenerationId> cancel) {
        this.queue = queue;
        this.cancel = cancel;
    }

    @Override
    public void onToken(SampledToken token) {
        if (!token.text().isEmpty()) {
            offer(token.generation(), new AnswerEvent.Piece(token.generation(), token.text()));
        }
    }

    @Override
    public void onRemainingText(GenerationId generation, String text) {
        offer(generation, new AnswerEvent.Piece(generation, text));
    }

    @Override
    public void onEnded(GenerationEnd end) {
        offer(end.generation(), new AnswerEvent.Ended(end));
        if (!queue.isCompleted()) {
            queue.complete();
        }
    }

    /** Returns whether the client was too slow, so that the queue does not hold the whole answer. */
    boolean overflowed() {
        return overflowed;
    }

    private void offer(GenerationId generation, AnswerEvent event) {
        if (!queue.isCompleted() && queue.offer(event).equals(QueueOfferResult.dropped())) {
            overflowed = true;
            queue.complete();
            cancel.accept(generation);
        }
    }
}
