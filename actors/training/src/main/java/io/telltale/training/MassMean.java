package io.telltale.training;

import io.telltale.spi.Direction;
import io.telltale.spi.FloatMatrix;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * The mass-mean direction: from the mean of one class to the mean of the other.
 *
 * @param direction from negative to positive
 * @param distance between the means, in the units of the activations
 * @param threshold projection that is half-way between the projected means
 */
public record MassMean(Direction direction, double distance, double threshold) {

    /**
     * Fits the difference of means.
     *
     * @param positives {@code [N, D]}
     * @param negatives {@code [M, D]}
     */
    public static MassMean fit(FloatMatrix positives, FloatMatrix negatives) {
        double[] high = mean(positives);
        double[] low = mean(negatives);
        return of(difference(high, low), high, low);
    }

    /**
     * Fits the difference of means, tilted by the inverse of the covariance within the classes: Fisher's discriminant. Better for
     * reading; the plain difference is the one to steer along.
     */
    public static MassMean fitWhitened(FloatMatrix positives, FloatMatrix negatives) {
        double[] high = mean(positives);
        double[] low = mean(negatives);
        DMatrixRMaj inverse = Covariance.pseudoInverse(Covariance.withinClasses(positives, high, negatives, low));
        DMatrixRMaj tilted = new DMatrixRMaj(high.length, 1);
        CommonOps_DDRM.mult(inverse, DMatrixRMaj.wrap(high.length, 1, difference(high, low)), tilted);
        return of(tilted.data, high, low);
    }

    /** Returns the signed distance of a row from the threshold, along the direction. */
    public double margin(FloatMatrix states, int row) {
        return states.dot(row, direction) - threshold;
    }

    private static MassMean of(double[] towards, double[] high, double[] low) {
        float[] vector = new float[towards.length];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) towards[i];
        }
        Direction direction = Direction.of(vector);
        float[] unit = direction.toArray();
        return new MassMean(direction, length(difference(high, low)), (dot(high, unit) + dot(low, unit)) / 2);
    }

    private static double[] mean(FloatMatrix states) {
        if (states.rows() == 0) {
            throw new IllegalArgumentException("a class without states has no mean");
        }
        double[] mean = new double[states.columns()];
        for (int row = 0; row < states.rows(); row++) {
            for (int column = 0; column < mean.length; column++) {
                mean[column] += states.at(row, column);
            }
        }
        for (int column = 0; column < mean.length; column++) {
            mean[column] /= states.rows();
        }
        return mean;
    }

    private static double[] difference(double[] high, double[] low) {
        if (high.length != low.length) {
            throw new IllegalArgumentException("states of width " + high.length + " against width " + low.length);
        }
        double[] difference = new double[high.length];
        for (int i = 0; i < difference.length; i++) {
            difference[i] = high[i] - low[i];
        }
        return difference;
    }

    private static double length(double[] vector) {
        double squares = 0;
        for (double component : vector) {
            squares += component * component;
        }
        return Math.sqrt(squares);
    }

    private static double dot(double[] mean, float[] unit) {
        double sum = 0;
        for (int i = 0; i < unit.length; i++) {
            sum += mean[i] * unit[i];
        }
        return sum;
    }
}
