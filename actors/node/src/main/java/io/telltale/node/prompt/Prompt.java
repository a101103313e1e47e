package io.telltale.node.prompt;

import io.telltale.engine.text.ChatMessage;
import io.telltale.spi.TokenIds;
import java.util.List;

/** What a model is asked to go on from. */
public sealed interface Prompt {

    /** Text to go on with. */
    record Text(String text) implements Prompt {}

    /** Tokens to go on with, taken as they are. */
    record Tokens(TokenIds ids) implements Prompt {}

    /** A conversation whose next message is the model's. */
    record Conversation(List<ChatMessage> messages) implements Prompt {
        public Conversation {
            messages = List.copyOf(messages);
        }
    }
}
