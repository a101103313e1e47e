package io.telltale.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SemanticEntropyTest {
    @Test
    void isZeroWhenAllAnswersMeanTheSame() {
        assertThat(SemanticEntropy.of(List.of("a", "a", "a"))).isZero();
    }

    @Test
    void isTheLogarithmOfTheCountWhenAllDiffer() {
        assertThat(SemanticEntropy.of(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10)))
                .isCloseTo(2.302585092994046, within(1e-12));
    }

    @Test
    void weighsClustersByTheirShare() {
        // Shares 1/2, 1/4, 1/4: ln 2 / 2 + 2 * ln 4 / 4 = 1.5 ln 2.
        assertThat(SemanticEntropy.of(List.of("x", "x", "y", "z"))).isCloseTo(1.5 * Math.log(2), within(1e-12));
    }

    @Test
    void dividesTwoHeapsBetweenThem() {
        List<Double> entropies = List.of(0.0, 0.1, 0.2, 1.8, 1.9, 2.0);

        double split = SemanticEntropy.bestSplit(entropies);

        assertThat(split).isBetween(0.2, 1.8);
    }

    @Test
    void refusesToDivideWhatIsAllTheSame() {
        assertThatIllegalArgumentException().isThrownBy(() -> SemanticEntropy.bestSplit(List.of(0.5, 0.5)));
        assertThatIllegalArgumentException().isThrownBy(() -> SemanticEntropy.of(List.of()));
    }
}
