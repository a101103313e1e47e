package io.telltale.engine.shard;

import io.telltale.engine.ComputePrecision;

/** The numbers by which TorchScript text names number formats. */
final class LibtorchType {

    static final int FLOAT16 = 5;
    static final int FLOAT32 = 6;
    static final int BFLOAT16 = 15;

    private LibtorchType() {}

    static int of(ComputePrecision precision) {
        return switch (precision) {
            case FLOAT32 -> FLOAT32;
            case BFLOAT16 -> BFLOAT16;
        };
    }
}
