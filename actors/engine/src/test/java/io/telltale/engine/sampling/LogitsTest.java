package io.telltale.engine.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Set;
import org.junit.jupiter.api.Test;

class LogitsTest {

    private static final Logits LOGITS = Logits.copyOf(new float[] {1, 4, -2, 4, 3});

    @Test
    void ranksTheHighestScoresAndTheLowestIdAmongEquals() {
        assertThat(LOGITS.top(3)).containsExactly(new TokenLogit(1, 4), new TokenLogit(3, 4), new TokenLogit(4, 3));
    }

    @Test
    void keepsTheLowestIdsWhereEqualsDoNotAllFit() {
        assertThat(Logits.copyOf(new float[] {2, 2, 2, 5}).top(2))
                .containsExactly(new TokenLogit(3, 5), new TokenLogit(0, 2));
    }

    @Test
    void ranksTheWholeVocabularyAtMost() {
        assertThat(LOGITS.top(99)).hasSize(5);
        assertThat(LOGITS.top(0)).isEmpty();
    }

    @Test
    void givesTheLogarithmOfTheSoftmax() {
        // e^0 / (e^0 + e^0 + e^ln2) = 1/4.
        var logits = Logits.copyOf(new float[] {100, 100, 100 + (float) Math.log(2)});

        assertThat(logits.logProbability(0)).isCloseTo(Math.log(0.25), within(1e-5));
    }

    @Test
    void tellsAChosenTokenBesideTheLikeliest() {
        // Softmax of ln 4, ln 2, 0, 0: 1/2, 1/4, 1/8, 1/8.
        var logits = Logits.copyOf(new float[] {(float) Math.log(4), (float) Math.log(2), 0, 0});

        ChosenToken chosen = logits.chosen(2, 2);

        assertThat(chosen.id()).isEqualTo(2);
        assertThat(chosen.logProbability()).isCloseTo(Math.log(0.125), within(1e-6));
        assertThat(chosen.alternatives()).extracting(TokenLogProbability::id).containsExactly(0, 1);
        assertThat(chosen.alternatives().getFirst().logProbability()).isCloseTo(Math.log(0.5), within(1e-6));
        assertThat(logits.chosen(2, 0).alternatives()).isEmpty();
    }

    @Test
    void makesTokensImpossible() {
        Logits left = LOGITS.without(Set.of(1, 3, 99));

        assertThat(left.best()).isEqualTo(4);
        assertThat(left.at(1)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(LOGITS.at(1)).isEqualTo(4);
    }

    @Test
    void refusesAnEmptyVocabulary() {
        assertThatThrownBy(() -> Logits.copyOf(new float[0])).hasMessage("logits need at least one token");
    }
}
