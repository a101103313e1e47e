package io.telltale.training;

import java.util.List;

/**
 * Platt's calibration: turns a score into a probability by a logistic curve.
 *
 * @param slope change of the log-odds per unit of score
 * @param intercept log-odds at score 0
 */
public record Calibration(double slope, double intercept) {
    private static final int ITERATIONS = 200;
    private static final double CONVERGED = 1e-10;
    private static final double RIDGE = 1e-12;

    /**
     * Fits the curve by Newton's method on Platt's smoothed targets, {@code (P + 1) / (P + 2)} and {@code 1 / (N + 2)}, which
     * keep it finite when the classes are separated.
     *
     * @throws IllegalArgumentException unless there are both positives and negatives
     */
    public static Calibration fit(List<LabelledScore> scores) {
        long positives = scores.stream().filter(LabelledScore::positive).count();
        long negatives = scores.size() - positives;
        if (positives == 0 || negatives == 0) {
            throw new IllegalArgumentException(
                    "a calibration needs both classes: " + positives + " positives, " + negatives + " negatives");
        }
        double high = (positives + 1.0) / (positives + 2.0);
        double low = 1.0 / (negatives + 2.0);
        Calibration current = new Calibration(0, Math.log((positives + 1.0) / (negatives + 1.0)));
        for (int i = 0; i < ITERATIONS; i++) {
            Calibration next = current.improved(scores, high, low);
            double change = Math.abs(next.slope - current.slope) + Math.abs(next.intercept - current.intercept);
            current = next;
            if (change < CONVERGED) {
                break;
            }
        }
        return current;
    }

    /** Returns the probability of the positive class. */
    public double probability(double score) {
        return 1 / (1 + Math.exp(-(slope * score + intercept)));
    }

    private Calibration improved(List<LabelledScore> scores, double high, double low) {
        double gradientSlope = 0;
        double gradientIntercept = 0;
        double curveSlope = RIDGE;
        double curveBoth = 0;
        double curveIntercept = RIDGE;
        for (LabelledScore labelled : scores) {
            double predicted = probability(labelled.score());
            double error = predicted - (labelled.positive() ? high : low);
            double weight = predicted * (1 - predicted);
            gradientSlope += error * labelled.score();
            gradientIntercept += error;
            curveSlope += weight * labelled.score() * labelled.score();
            curveBoth += weight * labelled.score();
            curveIntercept += weight;
        }
        double determinant = curveSlope * curveIntercept - curveBoth * curveBoth;
        double stepSlope = (curveIntercept * gradientSlope - curveBoth * gradientIntercept) / determinant;
        double stepIntercept = (curveSlope * gradientIntercept - curveBoth * gradientSlope) / determinant;
        return lineSearch(scores, new Calibration(-stepSlope, -stepIntercept), high, low);
    }

    /** Halves the step until the loss falls. */
    private Calibration lineSearch(List<LabelledScore> scores, Calibration step, double high, double low) {
        double before = loss(scores, high, low);
        for (double share = 1; share > CONVERGED; share /= 2) {
            Calibration next = new Calibration(slope + share * step.slope, intercept + share * step.intercept);
            if (next.loss(scores, high, low) < before) {
                return next;
            }
        }
        return this;
    }

    private double loss(List<LabelledScore> scores, double high, double low) {
        double sum = 0;
        for (LabelledScore labelled : scores) {
            double logit = slope * labelled.score() + intercept;
            double target = labelled.positive() ? high : low;
            // log(1 + exp(logit)) without overflow, minus target * logit
            sum += Math.max(logit, 0) + Math.log1p(Math.exp(-Math.abs(logit))) - target * logit;
        }
        return sum;
    }
}
