package io.telltale.training.recipe;

import io.telltale.plugins.semanticentropy.EntropyArtefact;
import io.telltale.plugins.semanticentropy.EntropyProbe;
import io.telltale.spi.HookPoint;
import io.telltale.spi.HookSite;
import io.telltale.spi.ModelSpec;
import io.telltale.training.Auroc;
import io.telltale.training.LogisticProbe;
import io.telltale.training.ProbeSearch;
import io.telltale.training.SemanticEntropy;
import io.telltale.training.recipe.EntropyReader.Moment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Learns to tell semantic entropy from hidden states: samples answers, measures their entropy, divides it into low and high, and
 * fits a probe before and after the answer at the layers that cross-validation likes best.
 */
public final class SemanticEntropyRecipe {
    private static final double TRIGGER = 0.5;
    private static final int RESAMPLES = 1000;

    private final AnswerModel model;
    private final Inscription inscription;
    private final Consumer<String> progress;
    private final RecipeLog log;

    /**
     * Makes a recipe for a model.
     *
     * @param progress is told every step, one line each
     */
    public SemanticEntropyRecipe(AnswerModel model, Inscription inscription, Consumer<String> progress) {
        this.model = model;
        this.inscription = inscription;
        this.progress = progress;
        this.log = new RecipeLog(model.spec(), inscription, progress);
    }

    /**
     * Learns an artefact on some questions and judges it on others.
     *
     * @throws IllegalArgumentException if all training questions have the same entropy
     */
    public EntropyArtefact learn(List<OpenQuestion> training, List<OpenQuestion> heldOut) {
        Set<HookSite> sites = new TreeSet<>(sites(model.spec()));
        List<EntropySample> samples = EntropySample.collect(model, training, sites, inscription.seed(), progress);
        double highEntropy = SemanticEntropy.bestSplit(
                samples.stream().map(EntropySample::entropy).toList());
        log.note("%d training questions, high entropy from %.3f nats", training.size(), highEntropy);
        Chosen before = choose(List.of(Moment.BEFORE_ANSWER), samples, highEntropy);
        Chosen after = choose(Moment.afterAnswer(), samples, highEntropy);
        List<EntropySample> judging = EntropySample.collect(model, heldOut, sites, ~inscription.seed(), progress);
        SortedMap<String, Double> figures = new TreeMap<>();
        figures.put("trainingQuestions", (double) training.size());
        figures.put("heldOutQuestions", (double) heldOut.size());
        figures.put("heldOutRight", share(judging));
        addFigures(figures, "BeforeAnswer", before, judging, highEntropy);
        addFigures(figures, "AfterAnswer", after, judging, highEntropy);
        return new EntropyArtefact(
                log.provenance(figures),
                before.probe(),
                after.probe(),
                after.reader().moment().endPosition(),
                highEntropy);
    }

    /** A reader, its probe and how the probe did in cross-validation. */
    private record Chosen(EntropyReader reader, EntropyProbe probe, double crossValidated) {}

    /** Tries every moment with every layer, every pair of neighbours and all layers together. */
    private Chosen choose(List<Moment> moments, List<EntropySample> samples, double highEntropy) {
        List<Chosen> tried = new ArrayList<>();
        for (Moment moment : moments) {
            for (List<HookSite> run : runs(sites(model.spec()))) {
                tried.add(tryOut(new EntropyReader(moment, run), samples, highEntropy));
            }
        }
        return tried.stream()
                .max(Comparator.comparingDouble(Chosen::crossValidated))
                .orElseThrow();
    }

    private static Set<List<HookSite>> runs(List<HookSite> sites) {
        Set<List<HookSite>> runs = new LinkedHashSet<>();
        for (int from = 0; from < sites.size(); from++) {
            runs.add(sites.subList(from, from + 1));
            runs.add(sites.subList(from, Math.min(from + 2, sites.size())));
        }
        runs.add(sites);
        return runs;
    }

    private Chosen tryOut(EntropyReader reader, List<EntropySample> samples, double highEntropy) {
        ProbeSearch.Found found = ProbeSearch.search(reader.states(samples, highEntropy));
        LogisticProbe probe = found.probe();
        log.note(
                "%s at %s: cross-validated AUROC %.4f with C = %s",
                reader.moment(), reader.sites(), found.auroc(), found.penaltyInverse());
        EntropyProbe entropyProbe = new EntropyProbe(reader.sites(), probe.weights(), probe.bias(), TRIGGER);
        return new Chosen(reader, entropyProbe, found.auroc());
    }

    private void addFigures(
            SortedMap<String, Double> figures,
            String moment,
            Chosen chosen,
            List<EntropySample> judging,
            double highEntropy) {
        var random = new SplittableRandom(inscription.seed());
        Auroc high =
                Auroc.withInterval(chosen.reader().highness(judging, chosen.probe(), highEntropy), RESAMPLES, random);
        Auroc wrong = Auroc.withInterval(chosen.reader().wrongness(judging, chosen.probe()), RESAMPLES, random);
        figures.put("heldOutEntropyAuroc" + moment, high.value());
        figures.put("heldOutErrorAuroc" + moment, wrong.value());
        figures.put("heldOutErrorAurocLow" + moment, wrong.low());
        figures.put("heldOutErrorAurocHigh" + moment, wrong.high());
        log.note(
                "%s on held-out questions: AUROC of high entropy %.4f, of errors %.4f",
                moment, high.value(), wrong.value());
    }

    private static double share(List<EntropySample> samples) {
        return (double) samples.stream().filter(EntropySample::right).count() / samples.size();
    }

    private static List<HookSite> sites(ModelSpec model) {
        List<HookSite> sites = new ArrayList<>();
        for (int layer = 0; layer < model.layers(); layer++) {
            sites.add(new HookSite(layer, HookPoint.RESID_POST));
        }
        return sites;
    }
}
