package io.telltale.runtime.wire;

/** The upper sixteen bits of a float. */
final class BrainFloat {

    private static final int LOWER_BITS = 16;
    private static final int HALF = 0x7FFF;
    private static final int QUIET = 0x40;

    private BrainFloat() {}

    /** Rounds to the nearest value, to the even one of two; what is no number stays none. */
    static short of(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (short) ((bits >>> LOWER_BITS) | QUIET);
        }
        int lastKept = (bits >>> LOWER_BITS) & 1;
        return (short) ((bits + HALF + lastKept) >>> LOWER_BITS);
    }

    static float toFloat(short bits) {
        return Float.intBitsToFloat(bits << LOWER_BITS);
    }
}
