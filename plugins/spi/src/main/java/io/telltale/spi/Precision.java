package io.telltale.spi;

/** The number format in which activations travel. */
public enum Precision {
    /** Two bytes a value; the default, and what probes are trained on. */
    FLOAT16,
    /** Four bytes a value, exactly as computed. */
    FLOAT32
}
