package io.telltale.training;

import io.telltale.spi.Direction;
import io.telltale.spi.FloatMatrix;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/** Covariances of activations and their inverses. */
final class Covariance {
    /** Share of the largest eigenvalue below which a dimension counts as empty. */
    private static final double EMPTY = 1e-3;

    private Covariance() {}

    /** Returns the covariance of the states around the mean of their own class, {@code [D, D]}. */
    static DMatrixRMaj withinClasses(FloatMatrix one, double[] oneMean, FloatMatrix other, double[] otherMean) {
        DMatrixRMaj covariance = new DMatrixRMaj(oneMean.length, oneMean.length);
        add(covariance, one, oneMean);
        add(covariance, other, otherMean);
        CommonOps_DDRM.divide(covariance, one.rows() + (double) other.rows());
        return covariance;
    }

    /** Returns the inverse on the dimensions that vary, and zero on the others. */
    static DMatrixRMaj pseudoInverse(DMatrixRMaj symmetric) {
        int size = symmetric.getNumRows();
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(size, true, true);
        if (!eigen.decompose(symmetric.copy())) {
            throw new IllegalArgumentException("the covariance has no eigenvalues; are all activations finite?");
        }
        double largest = 0;
        for (int i = 0; i < size; i++) {
            largest = Math.max(largest, eigen.getEigenvalue(i).getReal());
        }
        DMatrixRMaj inverse = new DMatrixRMaj(size, size);
        for (int i = 0; i < size; i++) {
            double value = eigen.getEigenvalue(i).getReal();
            if (value > EMPTY * largest) {
                addOuter(inverse, eigen.getEigenVector(i).data, 1 / value);
            }
        }
        return inverse;
    }

    /** Returns the directions along which rows are longest, the longest first: eigenvectors of their second moment. */
    static List<Direction> principalAxes(FloatMatrix rows, int count) {
        int size = rows.columns();
        DMatrixRMaj moment = new DMatrixRMaj(size, size);
        add(moment, rows, new double[size]);
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(size, true, true);
        if (!eigen.decompose(moment)) {
            throw new IllegalArgumentException("the rows have no principal axes; are all activations finite?");
        }
        return IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingDouble(
                        axis -> -eigen.getEigenvalue(axis).getReal()))
                .limit(count)
                .map(axis -> direction(eigen.getEigenVector(axis).data))
                .toList();
    }

    private static Direction direction(double[] vector) {
        float[] components = new float[vector.length];
        for (int i = 0; i < components.length; i++) {
            components[i] = (float) vector[i];
        }
        return Direction.of(components);
    }

    private static void add(DMatrixRMaj covariance, FloatMatrix states, double[] mean) {
        double[] centred = new double[mean.length];
        for (int row = 0; row < states.rows(); row++) {
            for (int column = 0; column < centred.length; column++) {
                centred[column] = states.at(row, column) - mean[column];
            }
            addOuter(covariance, centred, 1);
        }
    }

    private static void addOuter(DMatrixRMaj matrix, double[] vector, double factor) {
        for (int row = 0; row < vector.length; row++) {
            double scaled = factor * vector[row];
            for (int column = 0; column < vector.length; column++) {
                matrix.data[row * vector.length + column] += scaled * vector[column];
            }
        }
    }
}
