package io.telltale.training.recipe;

import io.telltale.plugins.artefact.Provenance;
import io.telltale.plugins.truthfulnesssteer.TruthReadOut;
import io.telltale.plugins.truthfulnesssteer.TruthfulnessArtefact;
import io.telltale.spi.HookSite;
import io.telltale.training.Auroc;
import io.telltale.training.LabelledScore;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Judges an artefact on questions that nothing was learned from, and writes the figures into its provenance. */
public final class TruthfulnessEvaluation {
    private static final int RESAMPLES = 1000;

    private TruthfulnessEvaluation() {}

    /** Returns the artefact with its held-out figures. */
    public static TruthfulnessArtefact evaluated(
            AnswerModel model, TruthfulnessArtefact artefact, List<ContrastQuestion> heldOut) {
        SortedMap<String, Double> figures = new TreeMap<>(artefact.provenance().figures());
        figures.put("heldOutQuestions", (double) heldOut.size());
        TruthfulnessTrial trial = TruthfulnessTrial.run(model, artefact, heldOut);
        figures.put("heldOutTruthfulDeceitfulPlain", trial.deceitfulPlain());
        figures.put("heldOutTruthfulDeceitfulSteered", trial.deceitfulSteered());
        figures.put("heldOutTruthfulHonestPlain", trial.honestPlain());
        figures.put("heldOutTruthfulHonestSteered", trial.honestSteered());
        figures.put("heldOutLagTokens", (double) TruthfulnessTrial.LIVE_LAG_TOKENS);
        Auroc auroc = Auroc.withInterval(
                answerScores(model, artefact.readOut(), heldOut),
                RESAMPLES,
                new SplittableRandom(artefact.provenance().seed()));
        figures.put("heldOutAuroc", auroc.value());
        figures.put("heldOutAurocLow", auroc.low());
        figures.put("heldOutAurocHigh", auroc.high());
        return new TruthfulnessArtefact(
                withFigures(artefact.provenance(), figures),
                artefact.readOut(),
                artefact.steering(),
                artefact.trigger());
    }

    /** Returns, for every answer to either prompt, the mean running margin, and whether the answer is truthful. */
    private static List<LabelledScore> answerScores(
            AnswerModel model, TruthReadOut readOut, List<ContrastQuestion> questions) {
        Set<HookSite> site = Set.of(readOut.site());
        List<LabelledScore> scores = new ArrayList<>();
        for (ContrastQuestion question : questions) {
            for (Prompt prompt : List.of(question.honest(), question.deceitful())) {
                Answer answer = model.answer(prompt, site);
                double mean = ReadCandidate.runningMargins(readOut, answer).stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElseThrow();
                scores.add(new LabelledScore(mean, question.truthful().test(answer.text())));
            }
        }
        return scores;
    }

    private static Provenance withFigures(Provenance provenance, SortedMap<String, Double> figures) {
        return new Provenance(
                provenance.model(),
                provenance.modelDigest(),
                provenance.command(),
                provenance.seed(),
                provenance.date(),
                figures,
                provenance.sweep());
    }
}
