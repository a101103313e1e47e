package io.telltale.engine.shard;

import io.telltale.spi.HookSite;
import io.telltale.spi.TokenSpan;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Which activations are read.
 *
 * <p>The positions are those of the sequence, not rows of a step: a step captures those that it computes, and a site of
 * which it computes none is absent from its output. One plan can therefore last a whole generation.
 *
 * @param sites positions to read, by site
 */
public record ShardCapture(Map<HookSite, TokenSpan> sites) {

    /** Every position of a sequence. */
    public static final TokenSpan EVERY_POSITION = new TokenSpan(0, Integer.MAX_VALUE);

    /** Nothing is read. */
    public static final ShardCapture NONE = new ShardCapture(Map.of());

    public ShardCapture {
        sites = Map.copyOf(sites);
    }

    /** Reads the same positions at several sites. */
    public static ShardCapture of(Collection<HookSite> sites, TokenSpan positions) {
        Map<HookSite, TokenSpan> spans = new HashMap<>();
        sites.forEach(site -> spans.put(site, positions));
        return new ShardCapture(spans);
    }
}
