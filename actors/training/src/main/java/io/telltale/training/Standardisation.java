package io.telltale.training;

import io.telltale.spi.FloatMatrix;

/** Shifts and scales every column to mean 0 and deviation 1; columns that do not vary are left at 0. */
final class Standardisation {
    private final double[] mean;
    private final double[] inverseDeviation;

    private Standardisation(double[] mean, double[] inverseDeviation) {
        this.mean = mean;
        this.inverseDeviation = inverseDeviation;
    }

    static Standardisation of(FloatMatrix states) {
        double[] mean = new double[states.columns()];
        double[] inverse = new double[states.columns()];
        for (int column = 0; column < mean.length; column++) {
            mean[column] = mean(states, column);
            double variance = variance(states, column, mean[column]);
            inverse[column] = variance > 0 ? 1 / Math.sqrt(variance) : 0;
        }
        return new Standardisation(mean, inverse);
    }

    double[] standardised(FloatMatrix states, int row) {
        double[] values = new double[mean.length];
        for (int column = 0; column < values.length; column++) {
            values[column] = (states.at(row, column) - mean[column]) * inverseDeviation[column];
        }
        return values;
    }

    /** Returns the probe on plain states that equals weights, the bias last, on standardised ones. */
    LogisticProbe unfold(double[] weights, int width) {
        float[] plain = new float[width];
        double bias = weights[width];
        for (int column = 0; column < width; column++) {
            double weight = weights[column] * inverseDeviation[column];
            plain[column] = (float) weight;
            bias -= weight * mean[column];
        }
        return new LogisticProbe(FloatMatrix.owning(1, width, plain), bias);
    }

    private static double mean(FloatMatrix states, int column) {
        double sum = 0;
        for (int row = 0; row < states.rows(); row++) {
            sum += states.at(row, column);
        }
        return sum / states.rows();
    }

    private static double variance(FloatMatrix states, int column, double mean) {
        double squares = 0;
        for (int row = 0; row < states.rows(); row++) {
            double centred = states.at(row, column) - mean;
            squares += centred * centred;
        }
        return squares / states.rows();
    }
}
