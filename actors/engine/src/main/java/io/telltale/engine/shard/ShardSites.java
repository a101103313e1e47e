package io.telltale.engine.shard;

import io.telltale.engine.LayerRange;
import io.telltale.engine.architecture.ModelConfig;
import io.telltale.spi.HookPoint;
import io.telltale.spi.HookSite;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** The hook sites of one shard, numbered as its TorchScript text counts them. */
final class ShardSites {

    /** In the order of most forward passes; results are matched by span, so another order does no harm. */
    static final List<HookPoint> POINTS_OF_A_BLOCK = List.of(
            HookPoint.RESID_PRE,
            HookPoint.LN1_NORMALIZED,
            HookPoint.ATTN_Z,
            HookPoint.ATTN_OUT,
            HookPoint.RESID_MID,
            HookPoint.ROUTER_LOGITS,
            HookPoint.MLP_POST,
            HookPoint.MLP_OUT,
            HookPoint.RESID_POST);

    private final ModelConfig config;
    private final LayerRange layers;
    private final Set<HookSite> absent;

    ShardSites(ModelConfig config, LayerRange layers) {
        this.config = config;
        this.layers = layers;
        this.absent = Set.copyOf(config.absentSites());
    }

    /** Returns the highest number plus one. */
    int count() {
        return 2 + POINTS_OF_A_BLOCK.size() * layers.length();
    }

    /** Returns the number of a site, or empty if another shard owns it. */
    OptionalInt number(HookSite site) {
        return switch (site.point()) {
            case EMBED -> layers.from() == 0 ? OptionalInt.of(0) : OptionalInt.empty();
            case FINAL_NORMALIZED ->
                layers.until() == config.dimensions().layers() ? OptionalInt.of(count() - 1) : OptionalInt.empty();
            default -> layers.contains(site.layer()) ? OptionalInt.of(numberInBlock(site)) : OptionalInt.empty();
        };
    }

    private int numberInBlock(HookSite site) {
        int block = site.layer() - layers.from();
        return 1 + POINTS_OF_A_BLOCK.size() * block + POINTS_OF_A_BLOCK.indexOf(site.point());
    }

    /** Returns how many blocks the shard has. */
    int blocks() {
        return layers.length();
    }

    /** Returns in which block a site lies, by its number; empty if it lies before the first or behind the last one. */
    OptionalInt block(int number) {
        return number == 0 || number == count() - 1
                ? OptionalInt.empty()
                : OptionalInt.of((number - 1) / POINTS_OF_A_BLOCK.size());
    }

    int width(HookSite site) {
        return config.widthAt(site.point());
    }

    /**
     * Checks that the model, not necessarily this shard, has a site.
     *
     * @throws IllegalArgumentException if it has not
     */
    void checkKnown(HookSite site) {
        int last = config.dimensions().layers() - 1;
        if (site.layer() > last) {
            throw new IllegalArgumentException("unknown site " + site + ": the model has layers 0.." + last);
        }
        if (absent.contains(site)) {
            throw new IllegalArgumentException(
                    "unknown site " + site + ": " + config.architecture() + " computes no such thing there");
        }
    }
}
