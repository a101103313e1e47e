package io.telltale.training.recipe;

import io.telltale.spi.HookSite;
import io.telltale.training.SemanticEntropy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A question with the model's best answer and how widely its sampled answers are spread.
 *
 * @param group of the question
 * @param entropy semantic entropy of the sampled answers, in nats
 * @param right whether the best answer is
 */
record EntropySample(int group, Answer answer, double entropy, boolean right) {
    static final int ANSWERS = 10;
    static final double TEMPERATURE = 1;

    private static final int QUESTIONS_PER_LINE = 100;

    /** @param progress is told now and then how many questions have been asked, one line each */
    static List<EntropySample> collect(
            AnswerModel model,
            List<OpenQuestion> questions,
            Set<HookSite> sites,
            long seed,
            Consumer<String> progress) {
        List<EntropySample> samples = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            samples.add(of(model, questions.get(i), sites, seed + (long) i * ANSWERS));
            if (samples.size() % QUESTIONS_PER_LINE == 0) {
                progress.accept("asked %d of %d questions".formatted(samples.size(), questions.size()));
            }
        }
        return samples;
    }

    private static EntropySample of(AnswerModel model, OpenQuestion question, Set<HookSite> sites, long seed) {
        List<String> meanings = new ArrayList<>();
        for (int i = 0; i < ANSWERS; i++) {
            String sampled = model.sample(question.prompt(), TEMPERATURE, seed + i);
            meanings.add(question.meaning().apply(sampled));
        }
        Answer best = model.answer(question.prompt(), sites);
        return new EntropySample(
                question.group(),
                best,
                SemanticEntropy.of(meanings),
                question.right().test(best.text()));
    }
}
