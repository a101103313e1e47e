package io.telltale.engine.shard;

import io.telltale.spi.Ablation;
import io.telltale.spi.Addition;
import io.telltale.spi.Direction;
import io.telltale.spi.HookSite;
import io.telltale.spi.Intervention;
import io.telltale.spi.StopGeneration;
import java.util.Optional;

/**
 * A change at a site: {@code x + strength * direction}, or {@code x - (x . direction) * direction}.
 *
 * @param strength of an addition; an ablation has none
 */
record SiteChange(HookSite site, Kind kind, Direction direction, double strength) {

    /** What is done, with the number by which the TorchScript text knows it. */
    enum Kind {
        ADDITION(0),
        ABLATION(1);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }

    /** Returns what an intervention changes; empty for one that changes no activation. */
    static Optional<SiteChange> of(Intervention intervention) {
        return switch (intervention) {
            case Addition addition ->
                Optional.of(new SiteChange(addition.site(), Kind.ADDITION, addition.direction(), addition.strength()));
            case Ablation ablation ->
                Optional.of(new SiteChange(ablation.site(), Kind.ABLATION, ablation.direction(), 1));
            case StopGeneration stop -> Optional.empty();
        };
    }

    /** Returns the vector that the text adds, or along which it takes away. */
    float[] vector() {
        float[] vector = direction.toArray();
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (strength * vector[i]);
        }
        return vector;
    }
}
