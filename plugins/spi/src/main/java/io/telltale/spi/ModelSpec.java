package io.telltale.spi;

/**
 * The shape and identity of a model.
 *
 * @param digest names weights and configuration; two models with the same digest compute the same
 * @param architecture as Hugging Face names it, {@code LlamaForCausalLM}
 * @param width of the residual stream, D
 * @param feedForwardWidth of the feed-forward layer, F
 */
public record ModelSpec(
        String name,
        String digest,
        String architecture,
        int layers,
        int width,
        int feedForwardWidth,
        int vocabularySize,
        int contextLength) {

    /** Returns whether the model has that site. */
    public boolean has(HookSite site) {
        return site.layer() < layers;
    }
}
