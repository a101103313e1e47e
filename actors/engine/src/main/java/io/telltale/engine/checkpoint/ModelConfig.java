package io.telltale.engine.checkpoint;

import io.telltale.spi.HookPoint;

/** The configuration of a model, as far as it decides what is computed. */
public sealed interface ModelConfig permits LlamaConfig, Gpt2Config {

    /** Returns the name of the architecture, as Hugging Face spells it. */
    String architecture();

    Dimensions dimensions();

    /** Returns what normalisations add to a variance before its root is taken. */
    double epsilon();

    /** Returns the name of the feed-forward layer's non-linearity. */
    String activation();

    /** Returns where the weights are stored and in which shapes. */
    WeightLayout layout();

    /** Returns the width of the activations at a hook point. */
    default int widthAt(HookPoint point) {
        return switch (point) {
            case ATTN_Z -> dimensions().heads() * dimensions().headWidth();
            case MLP_POST -> dimensions().feedForwardWidth();
            default -> dimensions().width();
        };
    }
}
