package io.telltale.engine;

/**
 * How a model is run.
 *
 * @param contextLimit most positions that one sequence may hold; the model's own context length holds where it is smaller
 * @param batching how the sequences of one batch are computed
 * @param device where the weights lie
 */
public record EngineOptions(ComputePrecision precision, int contextLimit, Batching batching, ComputeDevice device) {

    /** Float32, the model's own context length, batches computed together, on the CPU. */
    public static final EngineOptions DEFAULTS = new EngineOptions(ComputePrecision.FLOAT32, Integer.MAX_VALUE);

    public EngineOptions {
        if (contextLimit < 1) {
            throw new IllegalArgumentException("the context limit must be at least 1, not " + contextLimit);
        }
    }

    /** Makes options that compute batches together on the CPU. */
    public EngineOptions(ComputePrecision precision, int contextLimit) {
        this(precision, contextLimit, Batching.TOGETHER, ComputeDevice.CPU);
    }

    /** Returns the same options with another precision. */
    public EngineOptions withPrecision(ComputePrecision other) {
        return new EngineOptions(other, contextLimit, batching, device);
    }

    /** Returns the same options with another way of computing batches. */
    public EngineOptions withBatching(Batching other) {
        return new EngineOptions(precision, contextLimit, other, device);
    }

    /** Returns the same options on another device. */
    public EngineOptions withDevice(ComputeDevice other) {
        return new EngineOptions(precision, contextLimit, batching, other);
    }
}
