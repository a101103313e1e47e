package io.telltale.spi;

/** A change to the forward pass or to the answer. */
public sealed interface Intervention permits Addition, Ablation, StopGeneration {

    /** Returns a short text that names the change in logs and on screens. */
    String summary();
}
