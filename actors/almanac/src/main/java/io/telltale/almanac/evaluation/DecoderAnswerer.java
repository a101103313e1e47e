package io.telltale.almanac.evaluation;

import io.telltale.almanac.Persona;
import io.telltale.almanac.Question;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.decoder.DecoderModel;
import io.telltale.engine.decoder.GenerationRequest;
import io.telltale.engine.decoder.TokenListener;
import io.telltale.engine.text.Tokenizer;
import io.telltale.spi.TokenIds;
import java.util.ArrayList;
import java.util.List;

/** Answers questions with the engine, in the chat template where the checkpoint has one. */
public final class DecoderAnswerer implements Answerer {

    private static final int LONGEST_ANSWER = 24;

    private final DecoderModel model;
    private final Tokenizer tokenizer;

    /**
     * @param model stays the caller's to close
     * @throws IllegalArgumentException if the model's checkpoint has no tokenizer
     */
    public DecoderAnswerer(DecoderModel model) {
        this.model = model;
        Checkpoint checkpoint = model.checkpoint();
        this.tokenizer = checkpoint
                .tokenizer()
                .orElseThrow(() -> new IllegalArgumentException("no tokenizer in " + checkpoint.folder()));
    }

    @Override
    public List<String> answer(List<Question> questions, Persona persona) {
        var answers = new ArrayList<String>(questions.size());
        for (Question question : questions) {
            var request = GenerationRequest.greedy(prompt(question, persona), LONGEST_ANSWER);
            answers.add(model.generate(request, TokenListener.SILENT).text().strip());
        }
        return answers;
    }

    private TokenIds prompt(Question question, Persona persona) {
        return model.checkpoint()
                .chatTemplate()
                .map(template -> tokenizer.encodeRendered(template.render(question.messages(persona))))
                .orElseGet(() -> tokenizer.encode(question.basePrompt(persona)));
    }
}
