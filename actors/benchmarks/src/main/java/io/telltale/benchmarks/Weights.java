package io.telltale.benchmarks;

import io.telltale.engine.ComputePrecision;

/** How large a weight is in memory. */
final class Weights {

    private Weights() {}

    /** Returns the bytes of one; the few that are no matrices, and the scales of int8, are left out. */
    static int bytes(ComputePrecision precision) {
        return switch (precision) {
            case FLOAT32 -> Float.BYTES;
            case BFLOAT16, FLOAT16 -> Short.BYTES;
            case INT8 -> Byte.BYTES;
        };
    }
}
