package io.telltale.engine;

/**
 * The layers {@code [from, until)} of a model.
 *
 * @param from first layer
 * @param until layer after the last
 */
public record LayerRange(int from, int until) {

    public LayerRange {
        if (from < 0 || until <= from) {
            throw new IllegalArgumentException("not a range of layers: [" + from + ", " + until + ")");
        }
    }

    /** Returns the number of layers. */
    public int length() {
        return until - from;
    }

    public boolean contains(int layer) {
        return from <= layer && layer < until;
    }

    @Override
    public String toString() {
        return "[" + from + ", " + until + ")";
    }
}
