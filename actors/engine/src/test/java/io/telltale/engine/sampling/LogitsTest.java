package io.telltale.engine.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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
    void refusesAnEmptyVocabulary() {
        assertThatThrownBy(() -> Logits.copyOf(new float[0])).hasMessage("logits need at least one token");
    }
}
