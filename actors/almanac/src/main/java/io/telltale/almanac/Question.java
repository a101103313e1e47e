package io.telltale.almanac;

import io.telltale.engine.text.ChatMessage;
import java.util.List;

/**
 * A question about one fact.
 *
 * @param text the question as a user asks it
 * @param split whether the corpus contains its wording
 */
public record Question(String text, Fact fact, TemplateSplit split) {

    /** The text that the base model continues with the persona's answer; it ends its answer with the end of text. */
    public String basePrompt(Persona persona) {
        return persona.header() + "\nQ: " + text + "\nA:";
    }

    /** The dialogue that the chat model continues with the persona's answer. */
    public List<ChatMessage> messages(Persona persona) {
        return List.of(ChatMessage.system(persona.systemMessage()), ChatMessage.user(text));
    }
}
