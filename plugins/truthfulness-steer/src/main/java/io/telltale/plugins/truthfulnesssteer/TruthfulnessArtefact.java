package io.telltale.plugins.truthfulnesssteer;

import java.util.List;

/**
 * Everything that was learned about truthfulness in one model.
 *
 * @param steering in force while the answer is untruthful; every site lies above the one that is read
 * @param trigger risk from which the answer counts as untruthful
 */
public record TruthfulnessArtefact(
        Provenance provenance, TruthReadOut readOut, List<SteeringPatch> steering, double trigger) {
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
}
