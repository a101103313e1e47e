package io.telltale.training.recipe;

import io.telltale.plugins.truthfulnesssteer.TruthfulnessArtefact;
import io.telltale.plugins.truthfulnesssteer.TruthfulnessSteerProvider;
import io.telltale.spi.SteererFactory;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/**
 * How an artefact does on some questions, the plugin in the loop with its lag.
 *
 * @param questions asked both ways
 * @param deceitfulPlain share of truthful answers to the deceitful prompt without the plugin
 * @param deceitfulSteered the same with it
 * @param honestPlain share of truthful answers to the honest prompt without the plugin
 * @param honestSteered the same with it
 */
record TruthfulnessTrial(
        int questions, double deceitfulPlain, double deceitfulSteered, double honestPlain, double honestSteered) {

    /** Positions from the one that is judged to the first that is changed; what the live loop takes. */
    static final int LIVE_LAG_TOKENS = 2;

    static TruthfulnessTrial run(AnswerModel model, TruthfulnessArtefact artefact, List<ContrastQuestion> questions) {
        SteererFactory plugin = TruthfulnessSteerProvider.of(artefact);
        return new TruthfulnessTrial(
                questions.size(),
                share(questions, question -> model.answer(question.deceitful(), Set.of())),
                share(questions, question -> model.steered(question.deceitful(), plugin, LIVE_LAG_TOKENS)),
                share(questions, question -> model.answer(question.honest(), Set.of())),
                share(questions, question -> model.steered(question.honest(), plugin, LIVE_LAG_TOKENS)));
    }

    /** Returns the share of truthful answers under the deceitful prompt alone, which is most of what a search needs. */
    static double deceitfulSteered(AnswerModel model, TruthfulnessArtefact artefact, List<ContrastQuestion> questions) {
        SteererFactory plugin = TruthfulnessSteerProvider.of(artefact);
        return share(questions, question -> model.steered(question.deceitful(), plugin, LIVE_LAG_TOKENS));
    }

    /** Returns what the plugin wins on deceitful prompts less, twice, what it costs on honest ones. */
    double worth() {
        return deceitfulSteered - deceitfulPlain - 2 * Math.max(0, honestPlain - honestSteered);
    }

    /** Tells it in one line. */
    String line() {
        return String.format(
                Locale.ROOT,
                "truthful after the deceitful prompt %.3f, steered %.3f; after the honest one %.3f, steered %.3f",
                deceitfulPlain,
                deceitfulSteered,
                honestPlain,
                honestSteered);
    }

    private static double share(List<ContrastQuestion> questions, Function<ContrastQuestion, Answer> answers) {
        long truthful = questions.stream()
                .filter(question ->
                        question.truthful().test(answers.apply(question).text()))
                .count();
        return (double) truthful / questions.size();
    }
}
