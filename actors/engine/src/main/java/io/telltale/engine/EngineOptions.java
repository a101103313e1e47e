package io.telltale.engine;

/**
 * How a model is run.
 *
 * @param contextLimit most positions that one sequence may hold; the model's own context length holds where it is smaller
 */
public record EngineOptions(ComputePrecision precision, int contextLimit) {

    /** Float32 and the model's own context length. */
    public static final EngineOptions DEFAULTS = new EngineOptions(ComputePrecision.FLOAT32, Integer.MAX_VALUE);

    public EngineOptions {
        if (contextLimit < 1) {
            throw new IllegalArgumentException("the context limit must be at least 1, not " + contextLimit);
        }
    }

    /** Returns the same options with another precision. */
    public EngineOptions withPrecision(ComputePrecision other) {
        return new EngineOptions(other, contextLimit);
    }
}
