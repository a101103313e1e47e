package io.telltale.spi;

/**
 * The shape and identity of a model.
 *
 * @param digest names weights and configuration; two models with the same digest compute the same
 * @param architecture as Hugging Face names it, {@code LlamaForCausalLM}
 * @param width of the residual stream, D
 * @param attentionWidth of all attention heads together: heads times head width
 * @param feedForwardWidth of the feed-forward layer, F
 */
public record ModelSpec(
        String name,
        String digest,
        String architecture,
        int layers,
        int width,
        int attentionWidth,
        int feedForwardWidth,
        int vocabularySize,
        int contextLength) {

    /** Returns whether the model has that site. */
    public boolean has(HookSite site) {
        return site.layer() < layers;
    }

    /** Returns the width of the activations at a hook point. */
    public int widthAt(HookPoint point) {
        return switch (point) {
            case ATTN_Z -> attentionWidth;
            case MLP_POST -> feedForwardWidth;
            case EMBED, RESID_PRE, LN1_NORMALIZED, ATTN_OUT, RESID_MID, MLP_OUT, RESID_POST, FINAL_NORMALIZED -> width;
        };
    }
}
