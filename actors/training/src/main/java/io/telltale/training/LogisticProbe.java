package io.telltale.training;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import io.telltale.spi.FloatMatrix;

/**
 * A linear classifier: {@code P(positive) = sigmoid(weights . state + bias)}.
 *
 * @param weights {@code [1, D]}, in the units of the states themselves
 */
public record LogisticProbe(FloatMatrix weights, double bias) {
    private static final double TOLERANCE = 1e-4;
    private static final int MAX_ITERATIONS = 1000;
    private static final double POSITIVE = 1;
    private static final double NEGATIVE = 0;

    /**
     * Fits an L2-regularised logistic regression on standardised states; the standardisation is folded into the weights.
     *
     * @param penaltyInverse liblinear's C: the larger, the less regularised
     */
    public static LogisticProbe fit(LabelledStates data, double penaltyInverse) {
        Standardisation standardisation = Standardisation.of(data.states());
        Problem problem = problem(data, standardisation);
        Linear.disableDebugOutput();
        Model model =
                Linear.train(problem, new Parameter(SolverType.L2R_LR, penaltyInverse, MAX_ITERATIONS, TOLERANCE));
        return standardisation.unfold(inFavourOfPositive(model), data.states().columns());
    }

    /** Returns the log-odds of the positive class for one row. */
    public double logit(FloatMatrix states, int row) {
        double sum = bias;
        for (int column = 0; column < weights.columns(); column++) {
            sum += (double) weights.at(0, column) * states.at(row, column);
        }
        return sum;
    }

    /** Returns the probability of the positive class for one row. */
    public double probability(FloatMatrix states, int row) {
        return 1 / (1 + Math.exp(-logit(states, row)));
    }

    private static Problem problem(LabelledStates data, Standardisation standardisation) {
        Problem problem = new Problem();
        problem.l = data.size();
        problem.n = data.states().columns() + 1;
        problem.bias = 1;
        problem.x = new Feature[data.size()][];
        problem.y = new double[data.size()];
        for (int row = 0; row < data.size(); row++) {
            problem.x[row] = features(standardisation.standardised(data.states(), row));
            problem.y[row] = data.labels().get(row) ? POSITIVE : NEGATIVE;
        }
        return problem;
    }

    /** liblinear counts features from 1; the bias is the last. */
    private static Feature[] features(double[] values) {
        Feature[] features = new Feature[values.length + 1];
        for (int i = 0; i < values.length; i++) {
            features[i] = new FeatureNode(i + 1, values[i]);
        }
        features[values.length] = new FeatureNode(values.length + 1, 1);
        return features;
    }

    /** liblinear's weights speak for the label that it met first. */
    private static double[] inFavourOfPositive(Model model) {
        double[] weights = model.getFeatureWeights().clone();
        if (model.getLabels()[0] != (int) POSITIVE) {
            for (int i = 0; i < weights.length; i++) {
                weights[i] = -weights[i];
            }
        }
        return weights;
    }
}
