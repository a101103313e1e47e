package io.telltale.transport.avro;

import io.telltale.spi.Float16;
import io.telltale.spi.Precision;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;

/** Floats as little-endian bytes, two or four to a number. */
final class FloatBytes {

    private FloatBytes() {}

    static ByteBuffer write(float[] values, Precision precision) {
        return switch (precision) {
            case FLOAT16 -> writeHalves(values);
            case FLOAT32 -> {
                ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
                bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
                yield bytes;
            }
        };
    }

    static float[] read(ByteBuffer bytes, Precision precision) {
        ByteBuffer ordered = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        return switch (precision) {
            case FLOAT16 -> readHalves(ordered.asShortBuffer());
            case FLOAT32 -> {
                FloatBuffer floats = ordered.asFloatBuffer();
                float[] values = new float[floats.remaining()];
                floats.get(values);
                yield values;
            }
        };
    }

    private static ByteBuffer writeHalves(float[] values) {
        short[] halves = new short[values.length];
        for (int i = 0; i < values.length; i++) {
            halves[i] = Float16.toBits(values[i]);
        }
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Short.BYTES);
        bytes.order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().put(halves);
        return bytes;
    }

    private static float[] readHalves(ShortBuffer halves) {
        float[] values = new float[halves.remaining()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.float16ToFloat(halves.get(i));
        }
        return values;
    }
}
