package io.telltale.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AurocTest {
    @Test
    void countsPairsInOrderAndTiesHalf() {
        // Positives 3, 2, 1 against negatives 2, 0: 3 beats both, 2 ties one and beats one, 1 loses one and beats one.
        List<LabelledScore> scores = List.of(positive(3), positive(2), positive(1), negative(2), negative(0));

        double auroc = Auroc.of(scores);

        assertThat(auroc).isEqualTo((2 + 1.5 + 1) / 6);
    }

    @Test
    void isOneHalfWhenAllScoresAreEqual() {
        assertThat(Auroc.of(List.of(positive(1), negative(1), negative(1)))).isEqualTo(0.5);
    }

    @Test
    void refusesOneClassAlone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Auroc.of(List.of(positive(1))))
                .withMessageContaining("1 positives, 0 negatives");
    }

    @Test
    void agreesWithTheNormalModelAndCoversItsValue() {
        // Two unit normals one apart: AUROC = Phi(1 / sqrt 2) = 0.76025.
        var random = new SplittableRandom(5);
        List<LabelledScore> scores = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            scores.add(positive(random.nextGaussian() + 1));
            scores.add(negative(random.nextGaussian()));
        }

        Auroc auroc = Auroc.withInterval(scores, 200, random);

        // The standard error of 2,000 against 2,000 is about 0.0075.
        assertThat(auroc.value()).isCloseTo(0.76025, within(0.025));
        assertThat(auroc.low()).isBetween(0.72, auroc.value());
        assertThat(auroc.high()).isBetween(auroc.value(), 0.80);
    }

    private static LabelledScore positive(double score) {
        return new LabelledScore(score, true);
    }

    private static LabelledScore negative(double score) {
        return new LabelledScore(score, false);
    }
}
