package io.telltale.testkit;

import io.telltale.spi.ModelSpec;

/** Shapes of models for tests; no weights belong to them. */
public final class SampleModels {
    private static final int TINY_LAYERS = 4;
    private static final int TINY_WIDTH = 8;

    private SampleModels() {}

    /** Returns a model of 4 layers and width 8. */
    public static ModelSpec tiny() {
        return of(TINY_LAYERS, TINY_WIDTH);
    }

    /** Returns a model of some depth and width; the width is another one at {@code attn.hook_z} and {@code mlp.hook_post}. */
    public static ModelSpec of(int layers, int width) {
        String name = "sample-" + layers + "x" + width;
        return new ModelSpec(
                name, "digest-of-" + name, "LlamaForCausalLM", layers, width, 2 * width, 4 * width, 100, 512);
    }
}
