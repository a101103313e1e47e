package io.telltale.plugins.truthfulnesssteer;

import io.telltale.spi.Direction;
import io.telltale.spi.FloatMatrix;
import io.telltale.spi.HookSite;

/**
 * Reads how truthful the model is being at one position.
 *
 * @param site that is read
 * @param direction from untruthful to truthful
 * @param threshold projection on the direction that is undecided
 * @param riskSlope change of the log-odds of untruthfulness per unit of margin; negative
 * @param riskIntercept log-odds of untruthfulness at margin 0
 * @param smoothing share of the newest position in the running margin, above 0 and at most 1
 */
public record TruthReadOut(
        HookSite site,
        Direction direction,
        double threshold,
        double riskSlope,
        double riskIntercept,
        double smoothing) {
    public TruthReadOut {
        requireFinite(threshold, "threshold");
        requireFinite(riskSlope, "riskSlope");
        requireFinite(riskIntercept, "riskIntercept");
        if (!(smoothing > 0 && smoothing <= 1)) {
            throw new IllegalArgumentException("smoothing must be above 0 and at most 1: " + smoothing);
        }
    }

    /** Returns the distance to the threshold at one row; positive is truthful. */
    public double margin(FloatMatrix residual, int row) {
        return residual.dot(row, direction) - threshold;
    }

    /** Returns the running margin after another position. */
    public double smoothed(double running, double newest) {
        return smoothing * newest + (1 - smoothing) * running;
    }

    /** Returns the calibrated probability that an answer with this running margin is untruthful. */
    public double risk(double margin) {
        return 1 / (1 + Math.exp(-(riskIntercept + riskSlope * margin)));
    }

    private static void requireFinite(double value, String name) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " must be finite: " + value);
        }
    }
}
