package io.telltale.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Chooses how strongly to regularise a probe by cross-validation, on folds that keep groups together. */
public final class ProbeSearch {
    private static final int FOLDS = 5;
    private static final List<Double> PENALTY_INVERSES = List.of(1e-3, 1e-2, 1e-1);

    private ProbeSearch() {}

    /**
     * What a search found.
     *
     * @param probe fitted on all data with the best penalty
     * @param outOfFold every row's logit, from the probe of a fold that had not seen its group
     * @param auroc of those logits
     */
    public record Found(LogisticProbe probe, double penaltyInverse, List<LabelledScore> outOfFold, double auroc) {
        public Found {
            outOfFold = List.copyOf(outOfFold);
        }
    }

    /**
     * Tries every penalty and fits the best on all data.
     *
     * @throws IllegalArgumentException if some fold would lack one of the classes
     */
    public static Found search(LabelledStates data) {
        return PENALTY_INVERSES.stream()
                .map(penaltyInverse -> evaluated(data, penaltyInverse))
                .max(Comparator.comparingDouble(Found::auroc))
                .orElseThrow();
    }

    private static Found evaluated(LabelledStates data, double penaltyInverse) {
        List<LabelledScore> scores = new ArrayList<>();
        for (int fold = 0; fold < FOLDS; fold++) {
            int held = fold;
            LabelledStates training = data.part(rows(data, held, Side.REST));
            LabelledStates test = data.part(rows(data, held, Side.FOLD));
            LogisticProbe probe = LogisticProbe.fit(training, penaltyInverse);
            for (int row = 0; row < test.size(); row++) {
                scores.add(new LabelledScore(
                        probe.logit(test.states(), row), test.labels().get(row)));
            }
        }
        return new Found(LogisticProbe.fit(data, penaltyInverse), penaltyInverse, scores, Auroc.of(scores));
    }

    private enum Side {
        FOLD,
        REST
    }

    private static int[] rows(LabelledStates data, int fold, Side side) {
        return IntStream.range(0, data.size())
                .filter(row -> (Math.floorMod(data.groups().get(row), FOLDS) == fold) == (side == Side.FOLD))
                .toArray();
    }
}
