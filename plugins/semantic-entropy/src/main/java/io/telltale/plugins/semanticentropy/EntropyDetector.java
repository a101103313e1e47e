package io.telltale.plugins.semanticentropy;

import io.telltale.spi.Activations;
import io.telltale.spi.Activations.SiteActivations;
import io.telltale.spi.Conclusion;
import io.telltale.spi.Detector;
import io.telltale.spi.Evidence;
import io.telltale.spi.Score;
import io.telltale.spi.TokenSpan;
import io.telltale.spi.Verdict;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** Watches one sequence: one verdict before the answer begins, one when it has ended. */
final class EntropyDetector implements Detector {
    static final String TOPIC = "semantic-entropy";

    private final EntropyArtefact artefact;
    private final int beforeAnswer;
    private final Deque<State> newestFirst = new ArrayDeque<>();
    private int states;

    /** A step, and which of its rows is meant. */
    private record State(Activations step, int row, int position) {}

    /**
     * Makes the detector of one sequence.
     *
     * @param beforeAnswer position of the last prompt token
     */
    EntropyDetector(EntropyArtefact artefact, int beforeAnswer) {
        this.artefact = artefact;
        this.beforeAnswer = beforeAnswer;
    }

    @Override
    public List<Verdict> onActivations(Activations activations) {
        List<Verdict> verdicts = new ArrayList<>();
        SiteActivations first = activations.at(artefact.beforeAnswer().sites().getFirst());
        for (int row = 0; row < first.values().rows(); row++) {
            State state = new State(activations, row, first.positions().from() + row);
            remember(state);
            if (state.position() == beforeAnswer) {
                verdicts.add(verdict(artefact.beforeAnswer(), state, "before the answer"));
            }
        }
        return verdicts;
    }

    @Override
    public List<Verdict> onSequenceEnded() {
        if (states == 0) {
            return List.of();
        }
        return List.of(verdict(artefact.afterAnswer(), endState(), "after the answer"));
    }

    private void remember(State state) {
        states += 1;
        newestFirst.addFirst(state);
        if (newestFirst.size() > EndPosition.KEPT) {
            newestFirst.removeLast();
        }
    }

    private State endState() {
        Iterator<State> state = newestFirst.iterator();
        for (int back = artefact.endPosition().stepsBack(states); back > 0; back--) {
            state.next();
        }
        return state.next();
    }

    private static Verdict verdict(EntropyProbe probe, State state, String moment) {
        double probability = probe.probability(state.step(), state.row());
        return new Verdict(
                TOPIC,
                conclusion(probe, probability),
                Score.probability(probability),
                probability,
                TokenSpan.at(state.position()),
                List.of(new Evidence("moment", moment)));
    }

    private static Conclusion conclusion(EntropyProbe probe, double probability) {
        if (probability >= probe.trigger()) {
            return Conclusion.ALARM;
        }
        return probability >= probe.trigger() / 2 ? Conclusion.SUSPECT : Conclusion.CLEAR;
    }
}
