package io.telltale.runtime.wire;

import java.util.Arrays;

/** How the values of activations travel between processes. */
public enum WireFormat {
    /** As they are: a model in several processes computes, bit for bit, what it computes in one. */
    FLOAT32(1, Float.BYTES),
    /** Rounded to the upper half of their bits: half the bytes, about three decimal digits. */
    BFLOAT16(2, Short.BYTES);

    private final int code;
    private final int valueBytes;

    WireFormat(int code, int valueBytes) {
        this.code = code;
        this.valueBytes = valueBytes;
    }

    /** Returns the number that stands before a matrix in this format. */
    int code() {
        return code;
    }

    /**
     * Finds the format of that number.
     *
     * @throws IllegalArgumentException if there is none
     */
    static WireFormat of(int code) {
        return Arrays.stream(values())
                .filter(format -> format.code == code)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown format of a matrix: " + code));
    }

    /** Returns how many bytes one value takes. */
    public int valueBytes() {
        return valueBytes;
    }
}
