package io.telltale.node.prompt;

import io.telltale.engine.text.ChatMessage;
import io.telltale.engine.text.ChatRequest;
import io.telltale.spi.TokenIds;
import java.util.List;

/** What a model is asked to go on from. */
public sealed interface Prompt {

    /** Text to go on with. */
    record Text(String text) implements Prompt {}

    /** Tokens to go on with, taken as they are. */
    record Tokens(TokenIds ids) implements Prompt {}

    /** A conversation whose next message is the model's, with what else its template is given. */
    record Conversation(ChatRequest request) implements Prompt {

        /** Makes a conversation of messages alone. */
        public Conversation(List<ChatMessage> messages) {
            this(ChatRequest.of(messages));
        }

        /** Returns what was said so far. */
        public List<ChatMessage> messages() {
            return request.messages();
        }
    }
}
