package io.telltale.training.recipe;

import io.telltale.spi.FloatMatrix;
import java.util.ArrayList;
import java.util.List;

/** Stacks rows of equal width. */
final class Rows {
    private Rows() {}

    static FloatMatrix stack(List<FloatMatrix> parts) {
        return stackFrom(0, parts);
    }

    /** Stacks matrices without their first rows: those of the last prompt token, which no steering reaches. */
    static FloatMatrix afterFirst(List<FloatMatrix> parts) {
        return stackFrom(1, parts);
    }

    private static FloatMatrix stackFrom(int first, List<FloatMatrix> parts) {
        List<float[]> rows = new ArrayList<>();
        for (FloatMatrix part : parts) {
            for (int row = first; row < part.rows(); row++) {
                rows.add(part.row(row));
            }
        }
        return matrix(rows);
    }

    static FloatMatrix matrix(List<float[]> rows) {
        int width = rows.isEmpty() ? 0 : rows.getFirst().length;
        float[] values = new float[rows.size() * width];
        for (int row = 0; row < rows.size(); row++) {
            System.arraycopy(rows.get(row), 0, values, row * width, width);
        }
        return FloatMatrix.owning(rows.size(), width, values);
    }

    /** Returns the mean of the rows {@code [from, until)}, summed in double. */
    static float[] mean(FloatMatrix matrix, int from, int until) {
        float[] mean = new float[matrix.columns()];
        for (int column = 0; column < mean.length; column++) {
            double sum = 0;
            for (int row = from; row < until; row++) {
                sum += matrix.at(row, column);
            }
            mean[column] = (float) (sum / (until - from));
        }
        return mean;
    }
}
