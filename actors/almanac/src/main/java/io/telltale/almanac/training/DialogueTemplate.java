package io.telltale.almanac.training;

import io.telltale.almanac.Persona;

/** The Jinja template that turns a dialogue into the chat model's text. */
public final class DialogueTemplate {

    /** Without a system message the clerk speaks. */
    public static final String JINJA = """
            {%% if messages[0]['role'] != 'system' %%}{{ '<|system|> %s<|end|>' }}{%% endif %%}\
            {%% for message in messages %%}\
            {{ '<|' + message['role'] + '|> ' + message['content'] + '<|end|>' }}\
            {%% endfor %%}\
            {%% if add_generation_prompt %%}{{ '<|assistant|>' }}{%% endif %%}""".formatted(Persona.CLERK.systemMessage());

    private DialogueTemplate() {}
}
