package io.telltale.runtime.wire;

import io.telltale.spi.FloatMatrix;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes a message into a buffer, from its position on. Not safe for threads. */
public final class ByteWriter implements WireWriter {

    private final ByteBuffer buffer;
    private final WireFormat format;

    /**
     * @param buffer with room for the message; its byte order becomes little-endian
     * @param format of matrices
     */
    public ByteWriter(ByteBuffer buffer, WireFormat format) {
        this.buffer = buffer.order(ByteOrder.LITTLE_ENDIAN);
        this.format = format;
    }

    @Override
    public void integer(int value) {
        buffer.putInt(value);
    }

    @Override
    public void longInteger(long value) {
        buffer.putLong(value);
    }

    @Override
    public void real(double value) {
        buffer.putDouble(value);
    }

    @Override
    public void text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        buffer.putInt(utf8.length).put(utf8);
    }

    @Override
    public void integers(int[] values) {
        buffer.putInt(values.length);
        buffer.asIntBuffer().put(values);
        skip(values.length, Integer.BYTES);
    }

    @Override
    public void floats(float[] values) {
        buffer.putInt(values.length);
        buffer.asFloatBuffer().put(values);
        skip(values.length, Float.BYTES);
    }

    @Override
    public void matrix(FloatMatrix matrix) {
        buffer.putInt(format.code()).putInt(matrix.rows()).putInt(matrix.columns());
        float[] values = matrix.toArray();
        switch (format) {
            case FLOAT32 -> buffer.asFloatBuffer().put(values);
            case BFLOAT16 -> {
                short[] halves = new short[values.length];
                for (int i = 0; i < values.length; i++) {
                    halves[i] = BrainFloat.of(values[i]);
                }
                buffer.asShortBuffer().put(halves);
            }
        }
        skip(values.length, format.valueBytes());
    }

    private void skip(int values, int bytesEach) {
        buffer.position(buffer.position() + values * bytesEach);
    }
}
