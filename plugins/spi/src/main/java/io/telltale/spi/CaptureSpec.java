package io.telltale.spi;

import java.util.Set;

/**
 * What a plugin wants to see: nothing else is captured for it.
 *
 * @param sites read at every captured position; may be empty
 */
public record CaptureSpec(Set<HookSite> sites, PositionSelector positions, Precision precision) {

    public CaptureSpec {
        sites = Set.copyOf(sites);
    }

    /** Asks for some sites over the answer, in half precision. */
    public static CaptureSpec answer(HookSite... sites) {
        return new CaptureSpec(Set.of(sites), PositionSelector.ANSWER, Precision.FLOAT16);
    }
}
