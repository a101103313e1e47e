package io.telltale.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.telltale.spi.Direction;
import io.telltale.spi.FloatMatrix;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MassMeanTest {
    @Test
    void pointsFromOneMeanToTheOtherWithTheThresholdHalfWay() {
        // Means (4, 3) and (1, -1): the difference is (3, 4), its length 5.
        FloatMatrix positives = matrix(2, 3, 3, 5, 3);
        FloatMatrix negatives = matrix(2, 1, 0, 1, -2);

        MassMean fitted = MassMean.fit(positives, negatives);

        assertThat(fitted.direction()).isEqualTo(Direction.of(new float[] {3, 4}));
        assertThat(fitted.distance()).isCloseTo(5, within(1e-9));
        // Projected means: (12 + 12) / 5 = 4.8 and (3 - 4) / 5 = -0.2; directions are floats, hence 1e-6.
        assertThat(fitted.threshold()).isCloseTo(2.3, within(1e-6));
        assertThat(fitted.margin(positives, 0)).isCloseTo((9 + 12) / 5.0 - 2.3, within(1e-6));
    }

    @Test
    void tiltsTheWhitenedDirectionByTheInverseCovariance() {
        // Means (1, 1) and (-1, -1); within the classes the variance is 4 in x and 1 in y: Fisher's direction is (1/4,
        // 1).
        FloatMatrix positives = matrix(2, 3, 2, 3, 0, -1, 2, -1, 0);
        FloatMatrix negatives = matrix(2, 1, 0, 1, -2, -3, 0, -3, -2);

        MassMean fitted = MassMean.fitWhitened(positives, negatives);

        float[] expected = Direction.of(new float[] {0.25f, 1}).toArray();
        assertThat(fitted.direction().toArray()).containsExactly(expected, within(1e-6f));
        assertThat(fitted.threshold()).isCloseTo(0, within(1e-6));
    }

    @Test
    void recoversADirectionPlantedInNoise() {
        var random = new SplittableRandom(23);
        Direction planted = Direction.of(gaussian(64, random));
        FloatMatrix positives = planted(planted, 1, 400, random);
        FloatMatrix negatives = planted(planted, -1, 400, random);

        MassMean fitted = MassMean.fit(positives, negatives);

        // The noise of a difference of means of 400 is sqrt(2 / 400) per dimension, 0.57 in all, against a signal of 2.
        assertThat(cosine(fitted.direction(), planted)).isGreaterThan(0.93);
        assertThat(fitted.distance()).isBetween(1.8, 2.4);
    }

    @Test
    void refusesAClassWithoutStates() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MassMean.fit(FloatMatrix.owning(0, 2, new float[0]), matrix(2, 1, 2)));
    }

    static FloatMatrix planted(Direction direction, double amount, int rows, SplittableRandom random) {
        int width = direction.width();
        float[] values = gaussian(rows * width, random);
        float[] unit = direction.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] += (float) (amount * unit[i % width]);
        }
        return FloatMatrix.owning(rows, width, values);
    }

    static double cosine(Direction one, Direction other) {
        return FloatMatrix.owning(1, one.width(), one.toArray()).dot(0, other);
    }

    private static float[] gaussian(int count, SplittableRandom random) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static FloatMatrix matrix(int columns, float... values) {
        return FloatMatrix.owning(values.length / columns, columns, values);
    }
}
