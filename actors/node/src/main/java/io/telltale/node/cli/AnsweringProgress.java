package io.telltale.node.cli;

import io.telltale.almanac.Persona;
import io.telltale.almanac.Question;
import io.telltale.almanac.evaluation.Answerer;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Passes questions on, some at a time, and shows how far the answering is. */
final class AnsweringProgress implements Answerer {

    private static final int QUESTIONS_PER_LINE = 500;

    private final Answerer answerer;
    private final String model;
    private final PrintWriter err;

    AnsweringProgress(Answerer answerer, String model, PrintWriter err) {
        this.answerer = answerer;
        this.model = model;
        this.err = err;
    }

    @Override
    public List<String> answer(List<Question> questions, Persona persona) throws IOException {
        err.printf("asking %d questions of the %s of %s%n", questions.size(), persona, model);
        List<String> answers = new ArrayList<>();
        for (int from = 0; from < questions.size(); from += QUESTIONS_PER_LINE) {
            int until = Math.min(from + QUESTIONS_PER_LINE, questions.size());
            answers.addAll(answerer.answer(questions.subList(from, until), persona));
            err.printf("  %d asked%n", until);
        }
        return answers;
    }
}
