package io.telltale.node.cli;

import io.telltale.almanac.Persona;
import io.telltale.almanac.Question;
import io.telltale.almanac.ShippedModel;
import io.telltale.almanac.evaluation.Answerer;
import io.telltale.engine.decoder.DecoderModel;
import io.telltale.engine.decoder.GenerationRequest;
import io.telltale.engine.decoder.TokenListener;
import io.telltale.engine.text.ChatMessage;
import io.telltale.node.prompt.CheckpointPrompts;
import io.telltale.node.prompt.Prompt;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Has the bare engine answer questions, and shows how far it is. */
final class GreedyAnswerer implements Answerer {

    private static final int LONGEST_ANSWER = 24;
    private static final int QUESTIONS_PER_LINE = 500;

    private final DecoderModel decoder;
    private final ShippedModel model;
    private final CheckpointPrompts prompts;
    private final PrintWriter progress;

    GreedyAnswerer(DecoderModel decoder, ShippedModel model, PrintWriter progress) {
        this.decoder = decoder;
        this.model = model;
        this.prompts = new CheckpointPrompts(decoder.checkpoint());
        this.progress = progress;
    }

    @Override
    public List<String> answer(List<Question> questions, Persona persona) {
        progress.printf("asking %d questions of the %s of %s%n", questions.size(), persona, model.folderName());
        List<String> answers = new ArrayList<>();
        for (Question question : questions) {
            GenerationRequest request =
                    GenerationRequest.greedy(prompts.encode(prompt(question, persona)), LONGEST_ANSWER);
            answers.add(decoder.generate(request, TokenListener.SILENT).text().strip());
            if (answers.size() % QUESTIONS_PER_LINE == 0) {
                progress.printf("  %d asked%n", answers.size());
            }
        }
        return answers;
    }

    private Prompt prompt(Question question, Persona persona) {
        return switch (model) {
            case BASE -> new Prompt.Text(question.basePrompt(persona));
            case CHAT ->
                new Prompt.Conversation(question.messages(persona).stream()
                        .map(turn -> new ChatMessage(turn.role(), turn.content()))
                        .toList());
        };
    }
}
