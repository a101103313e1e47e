package io.telltale.engine.parity;

import static io.telltale.engine.Golden.assertClose;
import static io.telltale.engine.Golden.largestDifference;

import io.telltale.spi.FloatMatrix;
import io.telltale.spi.HookSite;

/** How near the engine must come to what transformers computes. */
final class ParityAssertions {

    /**
     * For scores, which reach 16. transformers itself, run in float64, differs from its float32 by up to 1.6e-5; the
     * smallest mistake that the families guard against, the wrong one of two GELUs, shifts scores by 6e-4.
     */
    private static final double LOGITS_TOLERANCE = 1e-4;

    /**
     * For activations, as a part of the largest of their site: its sums round in proportion to their largest terms, and
     * the largest activations of these sites range from 2 to 80.
     */
    private static final double STATES_TOLERANCE = 1e-4;

    private ParityAssertions() {}

    static void assertLogits(FloatMatrix actual, FloatMatrix expected, String what) {
        assertClose(actual, expected, LOGITS_TOLERANCE, "logits, " + what);
    }

    static void assertStates(FloatMatrix actual, FloatMatrix expected, HookSite site) {
        assertClose(actual, expected, STATES_TOLERANCE * largest(expected), "activations at " + site);
    }

    /** Returns the largest magnitude. */
    static double largest(FloatMatrix values) {
        float[] zeros = new float[values.rows() * values.columns()];
        return largestDifference(values, FloatMatrix.owning(values.rows(), values.columns(), zeros));
    }
}
