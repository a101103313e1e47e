package io.telltale.spi;

import java.util.Arrays;

/** An immutable unit vector in activation space. */
public final class Direction {

    /** How far from 1 the length of a unit vector can be once its components are rounded to float. */
    private static final double ROUNDING = 1e-6;

    private final float[] components;

    private Direction(float[] components) {
        this.components = components;
    }

    /**
     * Makes the direction that a vector points to.
     *
     * @param vector copied, then scaled to length 1; one of that length is kept bit for bit
     * @throws IllegalArgumentException if the vector is empty, zero or not finite
     */
    public static Direction of(float[] vector) {
        double squares = 0;
        for (float component : vector) {
            squares += (double) component * component;
        }
        double length = Math.sqrt(squares);
        if (!(length > 0) || !Double.isFinite(length)) {
            throw new IllegalArgumentException("a direction needs a finite length above zero, not " + length);
        }
        if (Math.abs(length - 1) < ROUNDING) {
            return new Direction(vector.clone());
        }
        float[] unit = new float[vector.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (vector[i] / length);
        }
        return new Direction(unit);
    }

    /** Returns the number of components. */
    public int width() {
        return components.length;
    }

    /** Returns a copy of the components. */
    public float[] toArray() {
        return components.clone();
    }

    double dot(float[] values, int offset, int width) {
        if (width != components.length) {
            throw new IllegalArgumentException(
                    "a direction of width " + components.length + " does not fit activations of width " + width);
        }
        double sum = 0;
        for (int i = 0; i < width; i++) {
            sum += (double) values[offset + i] * components[i];
        }
        return sum;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Direction direction && Arrays.equals(components, direction.components);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(components);
    }

    @Override
    public String toString() {
        return "Direction[" + components.length + "]";
    }
}
