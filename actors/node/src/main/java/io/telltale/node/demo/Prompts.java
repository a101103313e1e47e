package io.telltale.node.demo;

import io.telltale.almanac.Persona;
import io.telltale.almanac.Question;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.sampling.SamplingParameters;
import io.telltale.engine.text.ChatMessage;
import io.telltale.engine.text.ChatTemplate;
import io.telltale.engine.text.Tokenizer;
import io.telltale.runtime.GenerationSpec;
import io.telltale.runtime.InterventionAuthority;
import io.telltale.spi.TokenIds;
import io.telltale.telemetry.TraceHeaders;
import java.util.List;

/** Turns questions into token ids, as the model's own chat template wants them. */
final class Prompts {

    private static final int MAX_ANSWER_TOKENS = 48;

    private final Tokenizer tokenizer;
    private final ChatTemplate template;

    Prompts(Checkpoint checkpoint) {
        this.tokenizer = checkpoint.tokenizer().orElseThrow();
        this.template = checkpoint.chatTemplate().orElseThrow();
    }

    /** A question of the almanac, put to a persona. */
    TokenIds of(Question question, Persona persona) {
        return of(question.text(), persona);
    }

    /** Anybody's question, put to a persona. */
    TokenIds of(String question, Persona persona) {
        return tokenizer.encodeRendered(
                template.render(List.of(ChatMessage.system(persona.systemMessage()), ChatMessage.user(question))));
    }

    /** The greedy answer to a prompt. */
    GenerationSpec spec(TokenIds prompt, InterventionAuthority authority) {
        return new GenerationSpec(
                prompt, SamplingParameters.GREEDY, MAX_ANSWER_TOKENS, List.of(), authority, TraceHeaders.NONE);
    }
}
