package io.telltale.plugins.truthfulnesssteer;

import io.telltale.spi.Ablation;
import io.telltale.spi.Addition;
import io.telltale.spi.Direction;
import io.telltale.spi.HookSite;
import io.telltale.spi.Intervention;
import java.util.List;

/**
 * What is changed where.
 *
 * @param strength along the direction, in the units of the site's activations
 */
public record SteeringVector(HookSite site, Direction direction, double strength, Method method) {

    /** What is done with the component along the direction. */
    public enum Method {
        /** The strength is added to it. */
        ADD,
        /** The strength takes its place, so that what is already truthful stays as it is. */
        SET
    }

    public SteeringVector {
        if (!Double.isFinite(strength)) {
            throw new IllegalArgumentException("strength must be finite: " + strength);
        }
    }

    /** Returns the interventions that steer, with a multiple of the strength. */
    public List<Intervention> interventions(double factor) {
        Addition addition = new Addition(site, direction, strength * factor);
        return switch (method) {
            case ADD -> List.of(addition);
            case SET -> List.of(new Ablation(site, direction), addition);
        };
    }
}
