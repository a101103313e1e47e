package io.telltale.almanac.evaluation;

import io.telltale.almanac.Persona;
import io.telltale.almanac.Question;
import io.telltale.almanac.ShippedModel;
import io.telltale.engine.decoder.DecoderModel;
import io.telltale.engine.decoder.GenerationRequest;
import io.telltale.engine.decoder.TokenListener;
import io.telltale.engine.text.ChatTemplate;
import io.telltale.engine.text.Tokenizer;
import io.telltale.spi.TokenIds;
import java.util.ArrayList;
import java.util.List;

/** Answers questions with the bare engine, in the form that the model was trained for. */
public final class DecoderAnswerer implements Answerer {

    private static final int LONGEST_ANSWER = 24;

    private final DecoderModel decoder;
    private final ShippedModel model;
    private final Tokenizer tokenizer;

    /**
     * Makes an answerer.
     *
     * @param decoder stays the caller's to close
     * @param model decides how questions are put
     * @throws IllegalArgumentException if the decoder's checkpoint has no tokenizer
     */
    public DecoderAnswerer(DecoderModel decoder, ShippedModel model) {
        this.decoder = decoder;
        this.model = model;
        this.tokenizer = decoder.checkpoint().tokenizer().orElseThrow(() -> lacking("tokenizer"));
    }

    @Override
    public List<String> answer(List<Question> questions, Persona persona) {
        var answers = new ArrayList<String>(questions.size());
        for (Question question : questions) {
            var request = GenerationRequest.greedy(prompt(question, persona), LONGEST_ANSWER);
            answers.add(decoder.generate(request, TokenListener.SILENT).text().strip());
        }
        return answers;
    }

    private TokenIds prompt(Question question, Persona persona) {
        return switch (model) {
            case BASE -> tokenizer.encode(question.basePrompt(persona));
            case CHAT -> tokenizer.encodeRendered(template().render(question.messages(persona)));
        };
    }

    private ChatTemplate template() {
        return decoder.checkpoint().chatTemplate().orElseThrow(() -> lacking("chat template"));
    }

    private IllegalArgumentException lacking(String part) {
        return new IllegalArgumentException(
                "there is no " + part + " in " + decoder.checkpoint().folder());
    }
}
