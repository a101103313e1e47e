package io.telltale.almanac.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LearningRateTest {

    private final LearningRate rate = new LearningRate(1, 10, 110);

    @Test
    void risesInEqualStepsToItsPeak() {
        assertThat(rate.at(0)).isEqualTo(0.1f);
        assertThat(rate.at(9)).isEqualTo(1f);
    }

    @Test
    void fallsAlongHalfACosineToATwentieth() {
        // Halfway down, the cosine is 0: 0.05 + 0.95 * 0.5 = 0.525.
        assertThat(rate.at(60)).isCloseTo(0.525f, within(1e-6f));
        assertThat(rate.at(110)).isCloseTo(0.05f, within(1e-6f));
        assertThat(rate.at(500)).isCloseTo(0.05f, within(1e-6f));
    }
}
