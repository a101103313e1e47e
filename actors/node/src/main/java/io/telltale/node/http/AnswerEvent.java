package io.telltale.node.http;

import io.telltale.runtime.GenerationEnd;
import io.telltale.spi.GenerationId;

/** What happens to a streamed answer, in order. */
sealed interface AnswerEvent {

    /** More characters are there. */
    record Piece(GenerationId generation, String text) implements AnswerEvent {}

    /** The last event. */
    record Ended(GenerationEnd end) implements AnswerEvent {}
}
