package io.telltale.training;

import io.telltale.spi.Direction;
import io.telltale.spi.FloatMatrix;
import java.util.List;

/**
 * Takes states of one kind to states of another by what tells pairs of them apart: the few directions along which the pairs differ
 * most are removed, and what the wanted states have there on average is put in their place. Also called ablate-then-add, or
 * directional patching.
 *
 * @param removed orthogonal directions, those of the largest differences first
 * @param target mean of the wanted states within the removed directions
 * @param strength length of the target
 */
public record ContrastPatch(List<Direction> removed, Direction target, double strength) {
    public ContrastPatch {
        removed = List.copyOf(removed);
    }

    /**
     * Learns from pairs of states.
     *
     * @param wanted {@code [N, D]}
     * @param unwanted {@code [N, D]}; row by row the other half of the pair
     * @param rank number of directions
     */
    public static ContrastPatch fit(FloatMatrix wanted, FloatMatrix unwanted, int rank) {
        if (wanted.rows() != unwanted.rows() || wanted.columns() != unwanted.columns() || wanted.rows() == 0) {
            throw new IllegalArgumentException("not pairs of states: " + wanted + " and " + unwanted);
        }
        List<Direction> axes = Covariance.principalAxes(difference(wanted, unwanted), rank);
        double[] target = new double[wanted.columns()];
        for (Direction axis : axes) {
            double mean = meanProjection(wanted, axis);
            float[] unit = axis.toArray();
            for (int i = 0; i < unit.length; i++) {
                target[i] += mean * unit[i];
            }
        }
        return of(axes, target);
    }

    /**
     * Learns the mean difference of pairs, to be added without removing anything: plain steering.
     *
     * @param wanted {@code [N, D]}
     * @param unwanted {@code [N, D]}
     */
    public static ContrastPatch shift(FloatMatrix wanted, FloatMatrix unwanted) {
        FloatMatrix difference = difference(wanted, unwanted);
        double[] mean = new double[difference.columns()];
        for (int row = 0; row < difference.rows(); row++) {
            for (int column = 0; column < mean.length; column++) {
                mean[column] += (double) difference.at(row, column) / difference.rows();
            }
        }
        return of(List.of(), mean);
    }

    private static ContrastPatch of(List<Direction> removed, double[] target) {
        float[] vector = new float[target.length];
        double squares = 0;
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) target[i];
            squares += target[i] * target[i];
        }
        return new ContrastPatch(removed, Direction.of(vector), Math.sqrt(squares));
    }

    private static double meanProjection(FloatMatrix states, Direction axis) {
        double sum = 0;
        for (int row = 0; row < states.rows(); row++) {
            sum += states.dot(row, axis);
        }
        return sum / states.rows();
    }

    private static FloatMatrix difference(FloatMatrix wanted, FloatMatrix unwanted) {
        float[] values = wanted.toArray();
        float[] others = unwanted.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] -= others[i];
        }
        return FloatMatrix.owning(wanted.rows(), wanted.columns(), values);
    }
}
