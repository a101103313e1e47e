package io.telltale.runtime;

import io.telltale.engine.shard.ScheduledIntervention;
import io.telltale.spi.Ablation;
import io.telltale.spi.Addition;
import io.telltale.spi.Intervention;
import io.telltale.spi.StopGeneration;
import java.util.List;

/** Names a list of interventions: equal lists have equal fingerprints, in every process. */
final class SteeringFingerprint {

    private static final int PRIME = 31;

    private SteeringFingerprint() {}

    /** Returns sixteen hexadecimal digits, or nothing for an empty list. */
    static String of(List<ScheduledIntervention> interventions) {
        if (interventions.isEmpty()) {
            return "";
        }
        long hash = 1;
        for (ScheduledIntervention scheduled : interventions) {
            hash = hash * PRIME + hashOf(scheduled.intervention());
        }
        return String.format("%016x", hash);
    }

    private static long hashOf(Intervention intervention) {
        long summary = intervention.summary().hashCode();
        return switch (intervention) {
            case Addition addition ->
                mix(summary, addition.direction().hashCode(), Double.doubleToLongBits(addition.strength()));
            case Ablation ablation -> mix(summary, ablation.direction().hashCode(), 1);
            case StopGeneration stop -> mix(summary, stop.reason().hashCode(), 2);
        };
    }

    private static long mix(long first, long second, long third) {
        return (first * PRIME + second) * 0x9E3779B97F4A7C15L + third;
    }
}
