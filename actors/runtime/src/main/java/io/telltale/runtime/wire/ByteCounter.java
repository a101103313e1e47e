package io.telltale.runtime.wire;

import io.telltale.spi.FloatMatrix;
import java.nio.charset.StandardCharsets;

/** Counts the bytes that a message would take. Not safe for threads. */
public final class ByteCounter implements WireWriter {

    private final WireFormat format;
    private long bytes;

    public ByteCounter(WireFormat format) {
        this.format = format;
    }

    /** Returns the bytes so far. */
    public long bytes() {
        return bytes;
    }

    @Override
    public void integer(int value) {
        bytes += Integer.BYTES;
    }

    @Override
    public void longInteger(long value) {
        bytes += Long.BYTES;
    }

    @Override
    public void real(double value) {
        bytes += Double.BYTES;
    }

    @Override
    public void text(String value) {
        bytes += Integer.BYTES + value.getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    public void integers(int[] values) {
        bytes += Integer.BYTES + (long) Integer.BYTES * values.length;
    }

    @Override
    public void floats(float[] values) {
        bytes += Integer.BYTES + (long) Float.BYTES * values.length;
    }

    @Override
    public void matrix(FloatMatrix matrix) {
        bytes += 3 * Integer.BYTES + (long) format.valueBytes() * matrix.rows() * matrix.columns();
    }
}
