package io.telltale.plugins.artefact;

import io.telltale.spi.HookSite;
import java.util.stream.Stream;

/** What a plugin has learned for one model. */
public interface Artefact {

    /** Returns how it was made, and for which model. */
    Provenance provenance();

    /** Returns the site and width of every vector in it. */
    Stream<Vector> vectors();

    /** Where a vector belongs, and how wide it is. */
    record Vector(HookSite site, int width) {}
}
