package io.telltale.node.http;

import io.telltale.node.http.wire.Usage;
import io.telltale.runtime.GenerationEnd;
import io.telltale.runtime.SampledToken;
import java.util.List;

/** What happens to a streamed answer; what happens to one of its choices comes in order. */
sealed interface AnswerEvent {

    /**
     * One choice goes on.
     *
     * @param text perhaps empty
     * @param tokens the new ones; the text of a stop string that was kept back comes without
     */
    record Piece(int choice, String text, List<SampledToken> tokens) implements AnswerEvent {

        public Piece {
            tokens = List.copyOf(tokens);
        }
    }

    /** The last event of one choice. */
    record ChoiceEnded(int choice, GenerationEnd end) implements AnswerEvent {}

    /** The last event: every choice has ended. */
    record AllEnded(Usage usage) implements AnswerEvent {}
}
