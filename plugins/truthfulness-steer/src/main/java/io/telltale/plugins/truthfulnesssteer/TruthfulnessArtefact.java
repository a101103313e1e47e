package io.telltale.plugins.truthfulnesssteer;

import io.telltale.plugins.artefact.Artefact;
import io.telltale.plugins.artefact.Provenance;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything that was learned about truthfulness in one model.
 *
 * @param steering in force while the answer is untruthful; every site lies above the one that is read
 * @param trigger risk from which the answer counts as untruthful
 */
public record TruthfulnessArtefact(
        Provenance provenance, TruthReadOut readOut, List<SteeringPatch> steering, double trigger) implements Artefact {

    public TruthfulnessArtefact {
        steering = List.copyOf(steering);
        if (!(trigger > 0 && trigger < 1)) {
            throw new IllegalArgumentException("trigger must lie between 0 and 1: " + trigger);
        }
        for (SteeringPatch patch : steering) {
            if (patch.site().compareTo(readOut.site()) <= 0) {
                throw new IllegalArgumentException("steering at " + patch.site() + " would hide what is read at "
                        + readOut.site() + "; steer at a later site");
            }
        }
    }

    @Override
    public Stream<Vector> vectors() {
        return Stream.concat(
                Stream.of(new Vector(readOut.site(), readOut.direction().width())),
                steering.stream().flatMap(SteeringPatch::vectors));
    }
}
