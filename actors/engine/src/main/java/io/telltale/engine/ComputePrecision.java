package io.telltale.engine;

/** The number format in which a shard computes; activations and logits leave it as float32 in either case. */
public enum ComputePrecision {
    /** The reference. */
    FLOAT32,
    /** Half the memory, about twice the prefill speed and no faster decoding on a CPU; about three decimal digits. */
    BFLOAT16
}
