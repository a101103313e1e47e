package io.telltale.spi;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a hook point in a model: {@code blocks.12.hook_resid_post} or {@code ln_final.hook_normalized}.
 *
 * @param layer index of the block, or {@link #NO_LAYER} for a point that exists once per model
 */
public record HookSite(int layer, HookPoint point) implements Comparable<HookSite> {

    /** The layer of a site that belongs to no block. */
    public static final int NO_LAYER = -1;

    private static final Pattern BLOCK_ADDRESS = Pattern.compile("blocks\\.(\\d{1,4})\\.(.+)");

    public HookSite {
        boolean inBlock = point.scope() == HookPoint.Scope.BLOCK;
        if (inBlock && layer < 0) {
            throw new IllegalArgumentException("layer of " + point.address() + " must not be negative: " + layer);
        }
        if (!inBlock && layer != NO_LAYER) {
            throw new IllegalArgumentException(point.address() + " belongs to no layer, not to layer " + layer);
        }
    }

    /** Returns the site of a point that exists once per model. */
    public static HookSite of(HookPoint point) {
        return new HookSite(NO_LAYER, point);
    }

    /**
     * Parses TransformerLens' address of a site.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static HookSite parse(String address) {
        Matcher block = BLOCK_ADDRESS.matcher(address);
        if (block.matches()) {
            return new HookSite(Integer.parseInt(block.group(1)), HookPoint.parse(block.group(2)));
        }
        HookPoint point = HookPoint.parse(address);
        if (point.scope() == HookPoint.Scope.BLOCK) {
            throw new IllegalArgumentException(
                    "hook site '" + address + "' needs its block, for example blocks.0." + address);
        }
        return of(point);
    }

    /** Orders sites as the forward pass meets them. */
    @Override
    public int compareTo(HookSite other) {
        int byDepth = Integer.compare(depth(), other.depth());
        return byDepth != 0 ? byDepth : point.compareTo(other.point);
    }

    private int depth() {
        return point == HookPoint.FINAL_NORMALIZED ? Integer.MAX_VALUE : layer;
    }

    @Override
    public String toString() {
        return layer == NO_LAYER ? point.address() : "blocks." + layer + "." + point.address();
    }
}
