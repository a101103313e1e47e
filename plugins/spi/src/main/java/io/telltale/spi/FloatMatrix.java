package io.telltale.spi;

import java.util.Arrays;

/**
 * An immutable matrix of floats, row by row: activations {@code [T, D]}, one row per position.
 *
 * <p>Safe for use by several threads.
 */
public final class FloatMatrix {

    private final int rows;
    private final int columns;
    private final float[] values;

    private FloatMatrix(int rows, int columns, float[] values) {
        if (rows < 0 || columns < 0 || (long) rows * columns != values.length) {
            throw new IllegalArgumentException(
                    values.length + " values do not fill a matrix of [" + rows + ", " + columns + "]");
        }
        this.rows = rows;
        this.columns = columns;
        this.values = values;
    }

    /** Makes a matrix of a copy of the values. */
    public static FloatMatrix copyOf(int rows, int columns, float[] values) {
        return new FloatMatrix(rows, columns, values.clone());
    }

    /** Makes a matrix of the values themselves; the caller gives them away and never writes to them again. */
    public static FloatMatrix owning(int rows, int columns, float[] values) {
        return new FloatMatrix(rows, columns, values);
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    /** Returns one value. */
    public float at(int row, int column) {
        return values[row * columns + column];
    }

    /** Returns a copy of one row. */
    public float[] row(int row) {
        return Arrays.copyOfRange(values, row * columns, (row + 1) * columns);
    }

    /** Returns the rows {@code [from, until)}. */
    public FloatMatrix rows(int from, int until) {
        if (from == 0 && until == rows) {
            return this;
        }
        return new FloatMatrix(until - from, columns, Arrays.copyOfRange(values, from * columns, until * columns));
    }

    /** Returns the dot product of one row with a direction of the same width, summed in double. */
    public double dot(int row, Direction direction) {
        return direction.dot(values, row * columns, columns);
    }

    /** Returns a copy of all values, row by row. */
    public float[] toArray() {
        return values.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FloatMatrix matrix
                && rows == matrix.rows
                && columns == matrix.columns
                && Arrays.equals(values, matrix.values);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * rows + columns) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "FloatMatrix[" + rows + ", " + columns + "]";
    }
}
