package io.telltale.spi;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The shape and identity of a model.
 *
 * @param digest names weights and configuration; two models with the same digest compute the same
 * @param architecture as Hugging Face names it, {@code LlamaForCausalLM}
 * @param width of the residual stream, D
 * @param attentionWidth of all attention heads together: heads times head width
 * @param feedForwardWidth of the feed-forward layer, F
 * @param experts of one mixture, X; 0 if the model has no mixtures
 * @param absentSites sites that its layers would have and lack, because the model computes no such thing
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
        int contextLength,
        int experts,
        Set<HookSite> absentSites) {

    public ModelSpec {
        absentSites = Set.copyOf(absentSites);
    }

    /** Makes the spec of a model without mixtures of experts, whose blocks run attention and feed-forward layer in turn. */
    public ModelSpec(
            String name,
            String digest,
            String architecture,
            int layers,
            int width,
            int attentionWidth,
            int feedForwardWidth,
            int vocabularySize,
            int contextLength) {
        this(
                name,
                digest,
                architecture,
                layers,
                width,
                attentionWidth,
                feedForwardWidth,
                vocabularySize,
                contextLength,
                0,
                routers(layers));
    }

    private static Set<HookSite> routers(int layers) {
        return IntStream.range(0, layers)
                .mapToObj(layer -> new HookSite(layer, HookPoint.ROUTER_LOGITS))
                .collect(Collectors.toSet());
    }

    /** Returns whether the model has that site. */
    public boolean has(HookSite site) {
        return site.layer() < layers && !absentSites.contains(site);
    }

    /** Returns the width of the activations at a hook point. */
    public int widthAt(HookPoint point) {
        return switch (point) {
            case ATTN_Z -> attentionWidth;
            case MLP_POST -> feedForwardWidth;
            case ROUTER_LOGITS -> experts;
            case EMBED, RESID_PRE, LN1_NORMALIZED, ATTN_OUT, RESID_MID, MLP_OUT, RESID_POST, FINAL_NORMALIZED -> width;
        };
    }
}
