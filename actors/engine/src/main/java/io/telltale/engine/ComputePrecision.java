package io.telltale.engine;

/** The number format in which a shard keeps its matrices and multiplies; activations and logits leave it as float32. */
public enum ComputePrecision {
    /** The reference. */
    FLOAT32,
    /** Everything in bfloat16: half the memory, faster prompts and batches, decoding a little faster on a CPU; about three decimal digits. */
    BFLOAT16,
    /** Matrices in float16: half the memory and up to twice the decoding speed; activations stay float32 on a CPU. */
    FLOAT16,
    /**
     * Matrices in int8 with a scale for each output: a quarter of the memory and the fastest decoding on a CPU. Rows are
     * rounded to eight bits for each product, by a scale of their own; what a neighbour holds makes no difference, whether
     * there is one does, by that rounding.
     */
    INT8
}
