package io.telltale.plugins.truthfulnesssteer;

import io.telltale.spi.Addition;
import io.telltale.spi.Direction;
import io.telltale.spi.HookSite;

/**
 * What is added where.
 *
 * @param strength length of the vector, in the units of the site's activations
 */
public record SteeringVector(HookSite site, Direction direction, double strength) {
    public SteeringVector {
        if (!Double.isFinite(strength)) {
            throw new IllegalArgumentException("strength must be finite: " + strength);
        }
    }

    /** Returns the intervention that adds a multiple of this vector. */
    public Addition times(double factor) {
        return new Addition(site, direction, strength * factor);
    }
}
