package io.telltale.engine.shard;

import io.telltale.engine.ComputeDevice;
import io.telltale.engine.ComputePrecision;
import io.telltale.engine.EngineException;
import io.telltale.engine.EngineException.Code;
import io.telltale.engine.threads.EngineThreads;

/**
 * How a precision is had on a device.
 *
 * @param activations libtorch's number of the format of activations, keys and values
 * @param matrices how the TorchScript text {@code linear} keeps matrices
 */
record NumberFormats(int activations, String matrices) {

    static final String DENSE = "dense";

    private static final String BLOCKED = "blocked";
    private static final String PACKED = "packed";

    /**
     * @throws EngineException if the device cannot do it
     */
    static NumberFormats of(ComputePrecision precision, ComputeDevice device) {
        return device.isGpu() ? onGpu(precision) : onCpu(precision);
    }

    private static NumberFormats onCpu(ComputePrecision precision) {
        return switch (precision) {
            case FLOAT32 -> new NumberFormats(LibtorchType.FLOAT32, PACKED);
            case BFLOAT16 -> new NumberFormats(LibtorchType.BFLOAT16, BLOCKED);
            case FLOAT16 -> new NumberFormats(LibtorchType.FLOAT32, "half");
            case INT8 -> new NumberFormats(LibtorchType.FLOAT32, "int8");
        };
    }

    private static NumberFormats onGpu(ComputePrecision precision) {
        return switch (precision) {
            case FLOAT32 -> new NumberFormats(LibtorchType.FLOAT32, DENSE);
            case BFLOAT16 -> new NumberFormats(LibtorchType.BFLOAT16, DENSE);
            case FLOAT16 -> new NumberFormats(LibtorchType.FLOAT16, DENSE);
            case INT8 ->
                throw new EngineException(
                        Code.UNSUPPORTED, "int8 is for the CPU; choose float32, bfloat16 or float16 on a GPU");
        };
    }

    /** Returns what of it the processor can do: some know no bfloat16, and go a slow way. */
    NumberFormats possibleIn(NativeModule module) {
        return matrices.equals(BLOCKED) && !module.succeeds("try_blocked")
                ? new NumberFormats(activations, DENSE)
                : this;
    }

    /** Returns whose threads multiply. */
    EngineThreads.Pool pool() {
        return matrices.equals(PACKED) ? EngineThreads.Pool.XNNPACK : EngineThreads.Pool.OPENMP;
    }

    /** Returns how many bytes a number of the activations takes. */
    int activationBytes() {
        return activations == LibtorchType.FLOAT32 ? Float.BYTES : Short.BYTES;
    }
}
