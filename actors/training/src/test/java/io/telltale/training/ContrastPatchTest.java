package io.telltale.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.telltale.spi.Direction;
import io.telltale.spi.FloatMatrix;
import org.junit.jupiter.api.Test;

class ContrastPatchTest {
    // Pairs that differ by (4, 0, 0), (-2, 0, 0) and (0, 1, 0): two directions, the first carrying 20 of 21.
    private static final FloatMatrix WANTED = FloatMatrix.copyOf(3, 3, new float[] {5, 1, 7, 1, 1, 8, 3, 2, 9});
    private static final FloatMatrix UNWANTED = FloatMatrix.copyOf(3, 3, new float[] {1, 1, 7, 3, 1, 8, 3, 1, 9});

    @Test
    void removesTheDirectionsOfTheLargestDifferencesAndPutsTheWantedMeanInTheirPlace() {
        ContrastPatch patch = ContrastPatch.fit(WANTED, UNWANTED, 2);

        assertThat(patch.removed()).hasSize(2);
        assertThat(Math.abs(MassMeanTest.cosine(patch.removed().getFirst(), axis(1, 0, 0))))
                .isCloseTo(1, within(1e-6));
        // The wanted mean is (3, 4/3, 8); the third component is no part of any difference.
        assertThat(patch.target()).isEqualTo(axis(3, 4f / 3, 0));
        assertThat(patch.strength()).isCloseTo(Math.sqrt(9 + 16 / 9.0), within(1e-6));
    }

    @Test
    void shiftsByTheMeanDifference() {
        ContrastPatch shift = ContrastPatch.shift(WANTED, UNWANTED);

        assertThat(shift.removed()).isEmpty();
        assertThat(MassMeanTest.cosine(shift.target(), axis(2, 1, 0))).isCloseTo(1, within(1e-6));
        assertThat(shift.strength()).isCloseTo(Math.sqrt(5) / 3, within(1e-6));
    }

    @Test
    void refusesWhatAreNoPairs() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ContrastPatch.fit(WANTED, UNWANTED.rows(0, 2), 1))
                .withMessageContaining("not pairs");
    }

    private static Direction axis(float... components) {
        return Direction.of(components);
    }
}
