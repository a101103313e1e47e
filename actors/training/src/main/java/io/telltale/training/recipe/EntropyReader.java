package io.telltale.training.recipe;

import io.telltale.plugins.semanticentropy.EndPosition;
import io.telltale.plugins.semanticentropy.EntropyProbe;
import io.telltale.spi.FloatMatrix;
import io.telltale.spi.HookSite;
import io.telltale.spi.TokenSpan;
import io.telltale.training.LabelledScore;
import io.telltale.training.LabelledStates;
import io.telltale.training.LogisticProbe;
import java.util.ArrayList;
import java.util.List;

/** Reads one state per answer: the one before it begins, one near its end or the mean of all, at some sites side by side. */
record EntropyReader(Moment moment, List<HookSite> sites) {
    /** Which state of an answer is read. */
    enum Moment {
        BEFORE_ANSWER,
        LAST_CONTENT,
        BEFORE_LAST,
        PUBLISHED_INDEX,
        ANSWER_MEAN;

        /** Returns the moments after the answer. */
        static List<Moment> afterAnswer() {
            return List.of(LAST_CONTENT, BEFORE_LAST, PUBLISHED_INDEX, ANSWER_MEAN);
        }

        /** Returns the plugin's name of a moment after the answer. */
        EndPosition endPosition() {
            return EndPosition.valueOf(name());
        }

        private TokenSpan read(int states) {
            return this == BEFORE_ANSWER ? TokenSpan.at(0) : endPosition().read(states);
        }
    }

    EntropyReader {
        sites = List.copyOf(sites);
    }

    /** Returns the states of all samples, labelled by whether the entropy is high. */
    LabelledStates states(List<EntropySample> samples, double highEntropy) {
        List<float[]> rows = new ArrayList<>();
        List<Boolean> labels = new ArrayList<>();
        List<Integer> groups = new ArrayList<>();
        for (EntropySample sample : samples) {
            rows.add(row(sample.answer()));
            labels.add(sample.entropy() >= highEntropy);
            groups.add(sample.group());
        }
        return new LabelledStates(Rows.matrix(rows), labels, groups);
    }

    /** Returns the probe's log-odds of high entropy for every sample, with whether the best answer is wrong. */
    List<LabelledScore> wrongness(List<EntropySample> samples, EntropyProbe probe) {
        LogisticProbe logistic = new LogisticProbe(probe.weights(), probe.bias());
        FloatMatrix rows =
                Rows.matrix(samples.stream().map(sample -> row(sample.answer())).toList());
        List<LabelledScore> scores = new ArrayList<>();
        for (int row = 0; row < rows.rows(); row++) {
            scores.add(new LabelledScore(
                    logistic.logit(rows, row), !samples.get(row).right()));
        }
        return scores;
    }

    /** Returns the probe's log-odds of high entropy for every sample, with whether it is high. */
    List<LabelledScore> highness(List<EntropySample> samples, EntropyProbe probe, double highEntropy) {
        List<LabelledScore> wrongness = wrongness(samples, probe);
        List<LabelledScore> scores = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            scores.add(
                    new LabelledScore(wrongness.get(i).score(), samples.get(i).entropy() >= highEntropy));
        }
        return scores;
    }

    private float[] row(Answer answer) {
        int width = answer.at(sites.getFirst()).columns();
        float[] row = new float[sites.size() * width];
        for (int site = 0; site < sites.size(); site++) {
            FloatMatrix states = answer.at(sites.get(site));
            TokenSpan read = moment.read(states.rows());
            System.arraycopy(Rows.mean(states, read.from(), read.until()), 0, row, site * width, width);
        }
        return row;
    }
}
