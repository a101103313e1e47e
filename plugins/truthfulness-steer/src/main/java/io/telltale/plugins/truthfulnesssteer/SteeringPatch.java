package io.telltale.plugins.truthfulnesssteer;

import io.telltale.plugins.artefact.Artefact;
import io.telltale.spi.Ablation;
import io.telltale.spi.Addition;
import io.telltale.spi.Direction;
import io.telltale.spi.HookSite;
import io.telltale.spi.Intervention;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is changed at one site: some directions are removed, then a vector is added. With directions removed this puts an honest
 * state in the place of whatever state of mind there was, so it changes little where the model is honest already; without them it
 * is plain steering.
 *
 * @param removed orthogonal directions, perhaps none
 * @param strength length of the vector added, in the units of the site's activations
 */
public record SteeringPatch(HookSite site, List<Direction> removed, Direction direction, double strength) {
    public SteeringPatch {
        removed = List.copyOf(removed);
        if (!Double.isFinite(strength)) {
            throw new IllegalArgumentException("strength must be finite: " + strength);
        }
    }

    /**
     * Returns the interventions, in the order in which they are to be applied.
     *
     * @param factor on the strength
     */
    public List<Intervention> interventions(double factor) {
        List<Intervention> interventions = new ArrayList<>();
        removed.forEach(axis -> interventions.add(new Ablation(site, axis)));
        interventions.add(new Addition(site, direction, strength * factor));
        return interventions;
    }

    Stream<Artefact.Vector> vectors() {
        return Stream.concat(Stream.of(direction), removed.stream())
                .map(vector -> new Artefact.Vector(site, vector.width()));
    }
}
