package io.telltale.spi;

/** The rule of {@link Precision#FLOAT16}: rounds to nearest, ties to even; finite values beyond ±65504 become ±65504. */
public final class Float16 {

    private static final float LARGEST = 65504;

    private Float16() {}

    /** Returns the values as they arrive after travelling in half precision. */
    public static FloatMatrix round(FloatMatrix matrix) {
        float[] values = matrix.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.float16ToFloat(toBits(values[i]));
        }
        return FloatMatrix.owning(matrix.rows(), matrix.columns(), values);
    }

    /** Returns the 16 bits of the nearest half. */
    public static short toBits(float value) {
        if (Math.abs(value) > LARGEST && Float.isFinite(value)) {
            return Float.floatToFloat16(Math.copySign(LARGEST, value));
        }
        return Float.floatToFloat16(value);
    }
}
