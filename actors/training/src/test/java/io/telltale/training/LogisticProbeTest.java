package io.telltale.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.telltale.spi.Direction;
import io.telltale.spi.FloatMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LogisticProbeTest {
    @Test
    void satisfiesTheConditionsOfTheOptimum() {
        LabelledStates data = planted(300, 6, 3);
        double penaltyInverse = 0.5;

        LogisticProbe probe = LogisticProbe.fit(data, penaltyInverse);

        // At the optimum of |w|^2 / 2 + C * loss, with w on standardised states: w_j = C * sum (y - p) z_j.
        for (int column = 0; column < 6; column++) {
            double deviation = deviation(data.states(), column);
            double mean = mean(data.states(), column);
            double pull = 0;
            for (int row = 0; row < data.size(); row++) {
                double residual = (data.labels().get(row) ? 1 : 0) - probe.probability(data.states(), row);
                pull += penaltyInverse * residual * (data.states().at(row, column) - mean) / deviation;
            }
            double weight = probe.weights().at(0, column) * deviation;
            // liblinear stops at a relative gradient of 1e-4, of a gradient of about 75 at the start.
            assertThat(weight).isCloseTo(pull, within(0.02));
        }
    }

    @Test
    void givesTheSameProbabilitiesWhateverTheUnitsOfTheStates() {
        LabelledStates data = planted(200, 4, 9);
        LabelledStates scaled = new LabelledStates(scaled(data.states(), 1000), data.labels(), data.groups());

        LogisticProbe plain = LogisticProbe.fit(data, 1);
        LogisticProbe large = LogisticProbe.fit(scaled, 1);

        for (int row = 0; row < data.size(); row++) {
            assertThat(large.probability(scaled.states(), row))
                    .isCloseTo(plain.probability(data.states(), row), within(1e-4));
        }
    }

    @Test
    void findsAPlantedDirectionAndItsQualityByCrossValidation() {
        LabelledStates data = planted(600, 32, 17);

        ProbeSearch.Found found = ProbeSearch.search(data);

        // Classes are two apart along one direction of unit noise: the best possible AUROC is Phi(2 / sqrt 2) = 0.921.
        assertThat(found.auroc()).isBetween(0.86, 0.95);
        assertThat(found.outOfFold()).hasSize(600);
    }

    @Test
    void keepsGroupsTogetherInCrossValidation() {
        // Every group has its own random state and label; only a probe that has seen a group can know its label.
        var random = new SplittableRandom(1);
        int groups = 60;
        float[] values = new float[groups * 2 * 64];
        List<Boolean> labels = new ArrayList<>();
        List<Integer> groupOfRow = new ArrayList<>();
        for (int group = 0; group < groups; group++) {
            for (int column = 0; column < 64; column++) {
                float value = (float) random.nextGaussian();
                values[(2 * group) * 64 + column] = value;
                values[(2 * group + 1) * 64 + column] = value;
            }
            boolean label = random.nextBoolean();
            labels.addAll(List.of(label, label));
            groupOfRow.addAll(List.of(group, group));
        }

        ProbeSearch.Found found =
                ProbeSearch.search(new LabelledStates(FloatMatrix.owning(groups * 2, 64, values), labels, groupOfRow));

        // By chance 0.5, the best of five penalties somewhat above; with leaking groups it would be 1.
        assertThat(found.auroc()).isLessThan(0.75);
    }

    private static LabelledStates planted(int rows, int width, long seed) {
        var random = new SplittableRandom(seed);
        float[] axis = new float[width];
        axis[0] = 1;
        Direction direction = Direction.of(axis);
        FloatMatrix positives = MassMeanTest.planted(direction, 1, rows / 2, random);
        FloatMatrix negatives = MassMeanTest.planted(direction, -1, rows / 2, random);
        float[] values = new float[rows * width];
        List<Boolean> labels = new ArrayList<>();
        List<Integer> groups = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            FloatMatrix source = row % 2 == 0 ? positives : negatives;
            System.arraycopy(source.row(row / 2), 0, values, row * width, width);
            labels.add(row % 2 == 0);
            groups.add(row);
        }
        return new LabelledStates(FloatMatrix.owning(rows, width, values), labels, groups);
    }

    private static FloatMatrix scaled(FloatMatrix states, float factor) {
        float[] values = states.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i] * factor + 7;
        }
        return FloatMatrix.owning(states.rows(), states.columns(), values);
    }

    private static double mean(FloatMatrix states, int column) {
        double sum = 0;
        for (int row = 0; row < states.rows(); row++) {
            sum += states.at(row, column);
        }
        return sum / states.rows();
    }

    private static double deviation(FloatMatrix states, int column) {
        double mean = mean(states, column);
        double squares = 0;
        for (int row = 0; row < states.rows(); row++) {
            squares += Math.pow(states.at(row, column) - mean, 2);
        }
        return Math.sqrt(squares / states.rows());
    }
}
