package io.telltale.runtime.wire;

import io.telltale.spi.FloatMatrix;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Reads a message in the order in which it was written. Not safe for threads. */
public final class WireReader {

    private final ByteBuffer buffer;

    /**
     * @param buffer from its position to its limit the message; its byte order becomes little-endian
     */
    public WireReader(ByteBuffer buffer) {
        this.buffer = buffer.order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Reads an integer. */
    public int integer() {
        need(Integer.BYTES);
        return buffer.getInt();
    }

    /** Reads a long integer. */
    public long longInteger() {
        need(Long.BYTES);
        return buffer.getLong();
    }

    /** Reads a double. */
    public double real() {
        need(Double.BYTES);
        return buffer.getDouble();
    }

    /**
     * Reads how many parts follow.
     *
     * @param bytesEach least that one of them takes
     * @throws IllegalArgumentException if there are not that many bytes
     */
    public int count(int bytesEach) {
        int count = integer();
        if (count < 0) {
            throw new IllegalArgumentException("a negative number of parts: " + count);
        }
        need((long) count * bytesEach);
        return count;
    }

    /** Reads a text. */
    public String text() {
        byte[] utf8 = new byte[count(1)];
        buffer.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }

    /** Reads integers. */
    public int[] integers() {
        int[] values = new int[count(Integer.BYTES)];
        buffer.asIntBuffer().get(values);
        skip(values.length, Integer.BYTES);
        return values;
    }

    /** Reads floats. */
    public float[] floats() {
        int count = count(Float.BYTES);
        return floats(count);
    }

    private float[] floats(int count) {
        float[] values = new float[count];
        buffer.asFloatBuffer().get(values);
        skip(count, Float.BYTES);
        return values;
    }

    /** Reads a matrix in whatever format it came. */
    public FloatMatrix matrix() {
        WireFormat format = WireFormat.of(integer());
        int rows = integer();
        int columns = integer();
        if (rows < 0 || columns < 0) {
            throw new IllegalArgumentException("not a matrix: [" + rows + ", " + columns + "]");
        }
        long values = (long) rows * columns;
        if (values > buffer.remaining() / format.valueBytes()) {
            throw new IllegalArgumentException("a matrix of [" + rows + ", " + columns + "] does not fit the "
                    + buffer.remaining() + " bytes that are left");
        }
        return FloatMatrix.owning(rows, columns, values(format, (int) values));
    }

    private float[] values(WireFormat format, int count) {
        return switch (format) {
            case FLOAT32 -> floats(count);
            case BFLOAT16 -> {
                float[] values = new float[count];
                for (int i = 0; i < count; i++) {
                    values[i] = BrainFloat.toFloat(buffer.getShort());
                }
                yield values;
            }
        };
    }

    /**
     * Checks that nothing is left.
     *
     * @throws IllegalArgumentException if something is
     */
    public void end() {
        if (buffer.hasRemaining()) {
            throw new IllegalArgumentException(buffer.remaining() + " bytes too many");
        }
    }

    private void need(long bytes) {
        if (bytes > buffer.remaining()) {
            throw new IllegalArgumentException(bytes + " bytes are needed and " + buffer.remaining() + " are left");
        }
    }

    private void skip(int values, int bytesEach) {
        buffer.position(buffer.position() + values * bytesEach);
    }
}
