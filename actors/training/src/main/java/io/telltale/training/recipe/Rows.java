package io.telltale.training.recipe;

import io.telltale.spi.FloatMatrix;
import java.util.List;

/** Stacks rows of equal width. */
final class Rows {
    private Rows() {}

    static FloatMatrix matrix(List<float[]> rows) {
        int width = rows.isEmpty() ? 0 : rows.getFirst().length;
        float[] values = new float[rows.size() * width];
        for (int row = 0; row < rows.size(); row++) {
            System.arraycopy(rows.get(row), 0, values, row * width, width);
        }
        return FloatMatrix.owning(rows.size(), width, values);
    }
}
