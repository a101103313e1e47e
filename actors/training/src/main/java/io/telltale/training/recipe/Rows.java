package io.telltale.training.recipe;

import io.telltale.spi.FloatMatrix;
import java.util.ArrayList;
import java.util.List;

/** Stacks rows of equal width. */
final class Rows {
    private Rows() {}

    /** Stacks matrices without their first rows: those of the last prompt token, which no steering reaches. */
    static FloatMatrix afterFirst(List<FloatMatrix> parts) {
        List<float[]> rows = new ArrayList<>();
        for (FloatMatrix part : parts) {
            for (int row = 1; row < part.rows(); row++) {
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
}
