package io.telltale.runtime.wire;

import io.telltale.spi.FloatMatrix;

/** Takes the parts of a message in order. */
public interface WireWriter {

    void integer(int value);

    void longInteger(long value);

    void real(double value);

    void text(String value);

    /** Writes integers, their number first. */
    void integers(int[] values);

    /** Writes floats as they are, their number first. */
    void floats(float[] values);

    /** Writes a matrix in the format of the wire. */
    void matrix(FloatMatrix matrix);
}
