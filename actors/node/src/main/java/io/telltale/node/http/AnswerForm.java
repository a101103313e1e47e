package io.telltale.node.http;

import io.telltale.node.http.wire.ChatChoice;
import io.telltale.node.http.wire.ChatDelta;
import io.telltale.node.http.wire.Envelope;
import io.telltale.node.http.wire.TextChoice;
import io.telltale.node.http.wire.Usage;
import io.telltale.runtime.GenerationEnd;
import io.telltale.spi.GenerationId;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The bodies in which the answer to one request travels. For one thread at a time. */
sealed interface AnswerForm {

    /** The whole answer. */
    Object whole(List<WholeAnswer.Choice> choices);

    /** What a stream begins with: perhaps nothing. */
    List<Object> opening();

    /** Some more characters of a choice. */
    Object piece(AnswerEvent.Piece piece);

    /** The end of a choice. */
    Object closing(int choice, GenerationEnd end);

    /** A chunk that counts tokens and says nothing. */
    Object usage(Usage usage);

    /**
     * What all bodies of an answer share.
     *
     * @param generation the first of the answer, whose name the answer has
     * @param created seconds since 1970
     */
    record Frame(GenerationId generation, ServedModel model, long created, int choices) {

        private <C> Envelope<C> chunk(String object, C choice) {
            return envelope(object, List.of(choice), null);
        }

        private <C> Envelope<C> envelope(String object, List<C> parts, @Nullable Usage usage) {
            String prefix = object.startsWith("chat") ? "chatcmpl-" : "cmpl-";
            return new Envelope<>(
                    prefix + generation, object, created, model.name(), model.fingerprint(), parts, usage);
        }
    }

    /** A completion. */
    record TextForm(Frame frame, LogProbabilityWriter tokens) implements AnswerForm {

        private static final String OBJECT = "text_completion";

        @Override
        public Object whole(List<WholeAnswer.Choice> choices) {
            List<GenerationEnd> ends =
                    choices.stream().map(WholeAnswer.Choice::end).toList();
            FinishReasons.requireAnswers(ends);
            List<TextChoice> written = IntStream.range(0, choices.size())
                    .mapToObj(index -> choice(index, choices.get(index)))
                    .toList();
            return frame.envelope(OBJECT, written, ChoiceEnds.usage(ends));
        }

        private TextChoice choice(int index, WholeAnswer.Choice choice) {
            GenerationEnd end = choice.end();
            return new TextChoice(index, end.text(), tokens.text(index, choice.tokens()), FinishReasons.of(end));
        }

        @Override
        public List<Object> opening() {
            return List.of();
        }

        @Override
        public Object piece(AnswerEvent.Piece piece) {
            return frame.chunk(
                    OBJECT,
                    new TextChoice(piece.choice(), piece.text(), tokens.text(piece.choice(), piece.tokens()), null));
        }

        @Override
        public Object closing(int choice, GenerationEnd end) {
            return frame.chunk(OBJECT, new TextChoice(choice, "", null, FinishReasons.of(end)));
        }

        @Override
        public Object usage(Usage usage) {
            return frame.envelope(OBJECT, List.<TextChoice>of(), usage);
        }
    }

    /** A chat completion. */
    record ChatForm(Frame frame, LogProbabilityWriter tokens) implements AnswerForm {

        private static final String CHUNK = "chat.completion.chunk";

        @Override
        public Object whole(List<WholeAnswer.Choice> choices) {
            List<GenerationEnd> ends =
                    choices.stream().map(WholeAnswer.Choice::end).toList();
            FinishReasons.requireAnswers(ends);
            List<ChatChoice> written = IntStream.range(0, choices.size())
                    .mapToObj(index -> choice(index, choices.get(index)))
                    .toList();
            return frame.envelope("chat.completion", written, ChoiceEnds.usage(ends));
        }

        private ChatChoice choice(int index, WholeAnswer.Choice choice) {
            GenerationEnd end = choice.end();
            return new ChatChoice(index, end.text(), tokens.chat(choice.tokens()), FinishReasons.of(end));
        }

        @Override
        public List<Object> opening() {
            return IntStream.range(0, frame.choices())
                    .<Object>mapToObj(choice -> frame.chunk(CHUNK, ChatDelta.opening(choice)))
                    .toList();
        }

        @Override
        public Object piece(AnswerEvent.Piece piece) {
            return frame.chunk(CHUNK, ChatDelta.piece(piece.choice(), piece.text(), tokens.chat(piece.tokens())));
        }

        @Override
        public Object closing(int choice, GenerationEnd end) {
            return frame.chunk(CHUNK, ChatDelta.closing(choice, FinishReasons.of(end)));
        }

        @Override
        public Object usage(Usage usage) {
            return frame.envelope(CHUNK, List.<ChatDelta>of(), usage);
        }
    }
}
