package io.telltale.almanac.training;

/** Rows of tokens with the token that follows each and its weight in the loss; owns its arrays. */
final class TokenBatch {

    private final int rows;
    private final int columns;
    private final long[] ids;
    private final long[] targets;
    private final float[] weights;

    TokenBatch(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
        this.ids = new long[rows * columns];
        this.targets = new long[rows * columns];
        this.weights = new float[rows * columns];
    }

    /** Sets one cell: a token, the token to predict from it, and how much that prediction counts. */
    void set(int cell, long id, long target, float weight) {
        ids[cell] = id;
        targets[cell] = target;
        weights[cell] = weight;
    }

    int rows() {
        return rows;
    }

    int columns() {
        return columns;
    }

    /** The number of cells, filling included. */
    int size() {
        return ids.length;
    }

    /** [rows x columns], row by row. */
    long[] ids() {
        return ids;
    }

    /** [rows x columns], the next token of each id. */
    long[] targets() {
        return targets;
    }

    /** [rows x columns]; 0 excludes a target from the loss. */
    float[] weights() {
        return weights;
    }
}
