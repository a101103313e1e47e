package io.telltale.engine.shard;

import io.telltale.spi.Ablation;
import io.telltale.spi.Addition;
import io.telltale.spi.Direction;
import io.telltale.spi.HookSite;

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

    static SiteChange of(Addition addition) {
        return new SiteChange(addition.site(), Kind.ADDITION, addition.direction(), addition.strength());
    }

    static SiteChange of(Ablation ablation) {
        return new SiteChange(ablation.site(), Kind.ABLATION, ablation.direction(), 1);
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
