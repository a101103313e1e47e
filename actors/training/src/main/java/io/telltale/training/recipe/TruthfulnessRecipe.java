package io.telltale.training.recipe;

import io.telltale.plugins.artefact.Provenance;
import io.telltale.plugins.truthfulnesssteer.TruthfulnessArtefact;
import io.telltale.spi.HookSite;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Learns where to read truthfulness, where to steer it and how, on training questions alone: every steering plan is tried
 * together with the best site to read below it, on the model itself with the plugin in the loop.
 */
public final class TruthfulnessRecipe {
    private static final int SWEEP_QUESTIONS = 24;
    private static final int FINALISTS = 4;
    private static final int JUDGING_ONE_IN = 4;
    private static final int FEWEST_EXCHANGES = 20;
    private static final double TRIGGER = 0.5;

    private final AnswerModel model;
    private final RecipeLog log;

    /**
     * Makes a recipe for a model.
     *
     * @param progress is told every step, one line each
     */
    public TruthfulnessRecipe(AnswerModel model, Inscription inscription, Consumer<String> progress) {
        this.model = model;
        this.log = new RecipeLog(model.spec(), inscription, progress);
    }

    /**
     * Learns an artefact; its provenance holds the whole sweep.
     *
     * @param questions whose truthful answers the model knows
     * @throws IllegalArgumentException if the model answers too few of them truthfully when asked to and untruthfully when asked to
     */
    public TruthfulnessArtefact learn(List<ContrastQuestion> questions) {
        List<ContrastExchange> exchanges =
                ContrastExchange.collect(model, questions, TruthfulnessSites.all(model.spec()));
        log.note("%d of %d questions show the contrast", exchanges.size(), questions.size());
        if (exchanges.size() < FEWEST_EXCHANGES) {
            throw new IllegalArgumentException("only " + exchanges.size() + " of " + questions.size()
                    + " questions are answered truthfully after one prompt and untruthfully after the other; at least "
                    + FEWEST_EXCHANGES + " are needed");
        }
        List<ContrastExchange> learning = part(exchanges, 0);
        List<ContrastExchange> judging = part(exchanges, 1);
        List<ReadCandidate> readers = readers(learning, judging);
        List<Contender> contenders = contenders(learning, judging, readers);
        return best(contenders, judging).artefact(provenance(exchanges.size(), questions.size()));
    }

    /** Returns exchanges to learn from (0) or to judge by (1); the two have no question in common. */
    private static List<ContrastExchange> part(List<ContrastExchange> exchanges, int which) {
        List<ContrastExchange> part = new ArrayList<>();
        for (int i = 0; i < exchanges.size(); i++) {
            boolean judging = i % JUDGING_ONE_IN == JUDGING_ONE_IN - 1;
            if (judging == (which == 1)) {
                part.add(exchanges.get(i));
            }
        }
        return part;
    }

    private List<ReadCandidate> readers(List<ContrastExchange> learning, List<ContrastExchange> judging) {
        List<ReadCandidate> readers = new ArrayList<>();
        for (HookSite site : TruthfulnessSites.readable(model.spec())) {
            ReadCandidate reader = ReadCandidate.learn(site, learning, judging);
            readers.add(reader);
            log.note("%s", reader.line());
        }
        return readers;
    }

    private List<Contender> contenders(
            List<ContrastExchange> learning, List<ContrastExchange> judging, List<ReadCandidate> readers) {
        List<ContrastQuestion> questions = questions(judging);
        List<Contender> contenders = new ArrayList<>();
        for (SteeringPlan plan : SteeringPlan.learnAll(model.spec(), learning)) {
            Optional<ReadCandidate> reader = readers.stream()
                    .filter(candidate -> candidate.readOut().site().compareTo(plan.first()) < 0)
                    .max(ReadCandidate.QUALITY);
            reader.ifPresent(below -> contenders.add(tried(below, plan, questions)));
        }
        return contenders;
    }

    private Contender tried(ReadCandidate reader, SteeringPlan plan, List<ContrastQuestion> questions) {
        TruthfulnessArtefact artefact =
                new TruthfulnessArtefact(provenance(0, 0), reader.readOut(), plan.patches(), TRIGGER);
        double truthful = TruthfulnessTrial.deceitfulSteered(model, artefact, questions);
        String name = plan.name() + ", read " + reader.readOut().site();
        log.note("steer by %s: truthful %.3f", name, truthful);
        return new Contender(name, artefact, truthful);
    }

    private Contender best(List<Contender> contenders, List<ContrastExchange> judging) {
        List<ContrastQuestion> questions =
                judging.stream().map(ContrastExchange::question).toList();
        List<Contender> finalists = contenders.stream()
                .sorted(Comparator.comparingDouble(Contender::truthful).reversed())
                .limit(FINALISTS)
                .toList();
        Contender best = finalists.getFirst();
        double bestWorth = Double.NEGATIVE_INFINITY;
        for (Contender finalist : finalists) {
            TruthfulnessTrial trial = TruthfulnessTrial.run(model, finalist.artefact(), questions);
            log.note("finalist %s on %d questions: %s", finalist.name(), questions.size(), trial.line());
            if (trial.worth() > bestWorth) {
                bestWorth = trial.worth();
                best = finalist;
            }
        }
        return best;
    }

    private static List<ContrastQuestion> questions(List<ContrastExchange> judging) {
        return judging.stream()
                .limit(SWEEP_QUESTIONS)
                .map(ContrastExchange::question)
                .toList();
    }

    private Provenance provenance(int exchanges, int questions) {
        TreeMap<String, Double> figures = new TreeMap<>();
        figures.put("trainingQuestions", (double) questions);
        figures.put("trainingExchanges", (double) exchanges);
        return log.provenance(figures);
    }

    /** An artefact that was tried, and the share of truthful answers that it brought about. */
    private record Contender(String name, TruthfulnessArtefact artefact, double truthful) {
        TruthfulnessArtefact artefact(Provenance provenance) {
            return new TruthfulnessArtefact(provenance, artefact.readOut(), artefact.steering(), artefact.trigger());
        }
    }
}
