package io.telltale.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    @Test
    void findsTheCurveThatLabelsWereDrawnFrom() {
        var random = new SplittableRandom(11);
        Calibration truth = new Calibration(-1.5, 0.5);
        List<LabelledScore> scores = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            double score = random.nextGaussian();
            scores.add(new LabelledScore(score, random.nextDouble() < truth.probability(score)));
        }

        Calibration found = Calibration.fit(scores);

        // Four standard errors of a logistic regression on 20,000 draws are about 0.1.
        assertThat(found.slope()).isCloseTo(-1.5, within(0.1));
        assertThat(found.intercept()).isCloseTo(0.5, within(0.1));
    }

    @Test
    void staysFiniteAndReachesPlattsTargetsWhenTheClassesAreSeparated() {
        List<LabelledScore> scores = new ArrayList<>(Collections.nCopies(8, new LabelledScore(1, true)));
        scores.addAll(Collections.nCopies(8, new LabelledScore(-1, false)));

        Calibration found = Calibration.fit(scores);

        // Two score values and two parameters: the curve goes through (8 + 1) / (8 + 2) and 1 / (8 + 2) exactly.
        assertThat(found.probability(1)).isCloseTo(0.9, within(1e-6));
        assertThat(found.probability(-1)).isCloseTo(0.1, within(1e-6));
    }
}
