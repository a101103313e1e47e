package io.telltale.engine.architecture;

import io.telltale.engine.architecture.BlockShape.Kind;
import io.telltale.spi.HookPoint;
import io.telltale.spi.HookSite;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The configuration of a model, as far as it decides what is computed.
 *
 * @param architecture the name of its class in Hugging Face transformers
 * @param text name of the TorchScript text that computes a block
 * @param blocks one shape a layer
 * @param rotaries the rotary embeddings that blocks refer to; may be empty
 * @param layout where the weights are stored and in which shapes
 */
public record ModelConfig(
        String architecture,
        String text,
        Dimensions dimensions,
        Arithmetic arithmetic,
        List<BlockShape> blocks,
        List<RotaryEmbedding> rotaries,
        Experts experts,
        WeightLayout layout) {

    public ModelConfig {
        blocks = List.copyOf(blocks);
        rotaries = List.copyOf(rotaries);
    }

    /** Returns the width of the activations at a hook point. */
    public int widthAt(HookPoint point) {
        return switch (point) {
            case ATTN_Z -> dimensions.heads() * dimensions.headWidth();
            case MLP_POST -> dimensions.feedForwardWidth();
            case ROUTER_LOGITS -> experts.count();
            case EMBED, RESID_PRE, LN1_NORMALIZED, ATTN_OUT, RESID_MID, MLP_OUT, RESID_POST, FINAL_NORMALIZED ->
                dimensions.width();
        };
    }

    /**
     * Returns which variant of its position embedding a text of some length takes. Keys and values of different variants
     * have nothing in common.
     */
    public int rotaryVariantFor(int positions) {
        return rotaries.isEmpty() ? 0 : rotaries.getFirst().variantFor(positions);
    }

    /** Returns the sites that other models have and this one lacks, because it computes no such thing. */
    public Set<HookSite> absentSites() {
        Set<HookSite> absent = new TreeSet<>();
        for (int layer = 0; layer < blocks.size(); layer++) {
            for (HookPoint point : absentPoints(blocks.get(layer).kind())) {
                absent.add(new HookSite(layer, point));
            }
        }
        return absent;
    }

    private static Set<HookPoint> absentPoints(Kind kind) {
        return switch (kind) {
            case DENSE -> Set.of(HookPoint.ROUTER_LOGITS);
            case SPARSE -> Set.of(HookPoint.MLP_POST);
            case PARALLEL -> Set.of(HookPoint.ROUTER_LOGITS, HookPoint.RESID_MID);
        };
    }
}
