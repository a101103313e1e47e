package io.telltale.node.http;

import io.telltale.node.http.wire.ChatChoice;
import io.telltale.node.http.wire.ChatDelta;
import io.telltale.node.http.wire.Envelope;
import io.telltale.node.http.wire.TextChoice;
import io.telltale.node.http.wire.Usage;
import io.telltale.runtime.GenerationEnd;
import io.telltale.spi.GenerationId;
import java.util.List;
import java.util.Optional;

/** The bodies in which the answer to one request travels. */
sealed interface AnswerForm {

    /** The whole answer. */
    Object whole(GenerationEnd end);

    /** What a stream begins with, if with anything. */
    Optional<Object> opening(GenerationId generation);

    /** Some more characters. */
    Object piece(GenerationId generation, String text);

    /** The end of a stream. */
    Object closing(GenerationEnd end);

    /** A chunk that counts tokens and says nothing. */
    Object usage(GenerationEnd end);

    /**
     * What all bodies of an answer share.
     *
     * @param created seconds since 1970
     */
    record Frame(String model, String fingerprint, long created) {

        private <C> Envelope<C> chunk(String id, String object, List<C> choices) {
            return new Envelope<>(id, object, created, model, fingerprint, choices, null);
        }

        private <C> Envelope<C> counted(String id, String object, List<C> choices, GenerationEnd end) {
            Usage usage = Usage.of(end.prompt().size(), end.tokens().size());
            return new Envelope<>(id, object, created, model, fingerprint, choices, usage);
        }
    }

    /** A completion. */
    record TextForm(Frame frame) implements AnswerForm {

        private static final String OBJECT = "text_completion";

        @Override
        public Object whole(GenerationEnd end) {
            TextChoice choice = new TextChoice(end.text(), FinishReasons.of(end));
            return frame.counted(id(end.generation()), OBJECT, List.of(choice), end);
        }

        @Override
        public Optional<Object> opening(GenerationId generation) {
            return Optional.empty();
        }

        @Override
        public Object piece(GenerationId generation, String text) {
            return frame.chunk(id(generation), OBJECT, List.of(new TextChoice(text, null)));
        }

        @Override
        public Object closing(GenerationEnd end) {
            return frame.chunk(id(end.generation()), OBJECT, List.of(new TextChoice("", FinishReasons.of(end))));
        }

        @Override
        public Object usage(GenerationEnd end) {
            return frame.counted(id(end.generation()), OBJECT, List.<TextChoice>of(), end);
        }

        private static String id(GenerationId generation) {
            return "cmpl-" + generation;
        }
    }

    /** A chat completion. */
    record ChatForm(Frame frame) implements AnswerForm {

        private static final String CHUNK = "chat.completion.chunk";

        @Override
        public Object whole(GenerationEnd end) {
            ChatChoice choice = new ChatChoice(end.text(), FinishReasons.of(end));
            return frame.counted(id(end.generation()), "chat.completion", List.of(choice), end);
        }

        @Override
        public Optional<Object> opening(GenerationId generation) {
            return Optional.of(frame.chunk(id(generation), CHUNK, List.of(ChatDelta.opening())));
        }

        @Override
        public Object piece(GenerationId generation, String text) {
            return frame.chunk(id(generation), CHUNK, List.of(ChatDelta.piece(text)));
        }

        @Override
        public Object closing(GenerationEnd end) {
            return frame.chunk(id(end.generation()), CHUNK, List.of(ChatDelta.closing(FinishReasons.of(end))));
        }

        @Override
        public Object usage(GenerationEnd end) {
            return frame.counted(id(end.generation()), CHUNK, List.<ChatDelta>of(), end);
        }

        private static String id(GenerationId generation) {
            return "chatcmpl-" + generation;
        }
    }
}
