package io.telltale.plugins.semanticentropy;

import io.telltale.spi.Activations;
import io.telltale.spi.FloatMatrix;
import io.telltale.spi.HookSite;
import java.util.List;

/**
 * A logistic probe: the probability that answers to the prompt differ in meaning.
 *
 * @param sites whose values stand side by side in the probe's input, in this order
 * @param weights {@code [1, sites * width]}
 * @param trigger probability from which the entropy counts as high
 */
public record EntropyProbe(List<HookSite> sites, FloatMatrix weights, double bias, double trigger) {
    public EntropyProbe {
        sites = List.copyOf(sites);
        if (sites.isEmpty() || weights.rows() != 1 || weights.columns() % sites.size() != 0) {
            throw new IllegalArgumentException(weights + " does not hold one row of weights for the sites " + sites);
        }
        if (!Double.isFinite(bias)) {
            throw new IllegalArgumentException("bias must be finite: " + bias);
        }
        if (!(trigger > 0 && trigger < 1)) {
            throw new IllegalArgumentException("trigger must lie between 0 and 1: " + trigger);
        }
    }

    /** Returns the width of every site. */
    public int width() {
        return weights.columns() / sites.size();
    }

    /** Returns the log-odds of high semantic entropy at one row of every site, summed in double. */
    public double logit(Activations step, int row) {
        double logit = bias;
        for (int site = 0; site < sites.size(); site++) {
            FloatMatrix values = step.at(sites.get(site)).values();
            int offset = site * width();
            for (int column = 0; column < width(); column++) {
                logit += (double) weights.at(0, offset + column) * values.at(row, column);
            }
        }
        return logit;
    }

    /** Returns the probability of high semantic entropy at one row of every site. */
    public double probability(Activations step, int row) {
        return probability(logit(step, row));
    }

    static double probability(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }
}
