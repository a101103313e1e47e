package io.telltale.benchmarks.contender;

import io.telltale.engine.ComputePrecision;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What all contenders of a comparison have in common.
 *
 * @param checkpoint folder of a checkpoint, stored in the precision where it can be
 */
public record Setting(Path checkpoint, ComputePrecision precision, int threads) {

    /** Returns the precision in small letters, as peers spell it. */
    public String precisionName() {
        return precision.name().toLowerCase(Locale.ROOT);
    }
}
