package io.telltale.node.http;

import io.telltale.runtime.GenerationEnd;
import io.telltale.runtime.GenerationListener;
import io.telltale.runtime.SampledToken;
import io.telltale.spi.GenerationId;
import java.util.List;
import org.apache.pekko.stream.BoundedSourceQueue;
import org.apache.pekko.stream.QueueOfferResult;

/**
 * Hands the tokens of all choices to the stream of one client. The queue between them is bounded: a client that reads too
 * slowly to keep it from filling up loses the rest of its answer, and the generations end. So they do when one of them fails.
 */
final class StreamedAnswer {

    private final BoundedSourceQueue<AnswerEvent> queue;
    private final TokenReport report;
    private final RunningChoices running;
    private final ChoiceEnds ends;
    private volatile boolean overflowed;

    StreamedAnswer(BoundedSourceQueue<AnswerEvent> queue, Order.AnswerShape shape, RunningChoices running) {
        this.queue = queue;
        this.report = shape.tokens();
        this.running = running;
        this.ends = new ChoiceEnds(shape.choices());
    }

    /** Makes the listener of one choice. */
    GenerationListener listener(int choice) {
        return new GenerationListener() {
            @Override
            public void onToken(SampledToken token) {
                if (!token.text().isEmpty() || report instanceof TokenReport.LogProbabilities) {
                    offer(new AnswerEvent.Piece(choice, token.text(), List.of(token)));
                }
            }

            @Override
            public void onRemainingText(GenerationId generation, String text) {
                offer(new AnswerEvent.Piece(choice, text, List.of()));
            }

            @Override
            public void onEnded(GenerationEnd end) {
                offer(new AnswerEvent.ChoiceEnded(choice, end));
                if (!FinishReasons.isAnswer(end)) {
                    complete();
                    running.cancel();
                }
                ends.add(choice, end).ifPresent(all -> {
                    offer(new AnswerEvent.AllEnded(ChoiceEnds.usage(all)));
                    complete();
                });
            }
        };
    }

    /** Returns whether the client was too slow, so that the queue does not hold the whole answer. */
    boolean overflowed() {
        return overflowed;
    }

    private void offer(AnswerEvent event) {
        if (isDropped(event)) {
            running.cancel();
        }
    }

    private synchronized boolean isDropped(AnswerEvent event) {
        boolean dropped = !queue.isCompleted() && queue.offer(event).equals(QueueOfferResult.dropped());
        if (dropped) {
            overflowed = true;
            queue.complete();
        }
        return dropped;
    }

    private synchronized void complete() {
        if (!queue.isCompleted()) {
            queue.complete();
        }
    }
}
