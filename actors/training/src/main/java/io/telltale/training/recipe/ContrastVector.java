package io.telltale.training.recipe;

import io.telltale.plugins.truthfulnesssteer.SteeringVector;
import io.telltale.spi.Direction;
import io.telltale.spi.FloatMatrix;
import io.telltale.spi.HookSite;
import java.util.List;

/**
 * The way from the deceitful to the honest state of mind: the mean difference over the same tokens, read once after the honest
 * and once after the deceitful prompt. What differs between two answers in wording cancels out.
 *
 * @param site where it is to be added
 * @param length of the mean difference
 */
record ContrastVector(HookSite site, Direction direction, double length) {

    /**
     * Averages over all tokens of the honest answers; the last prompt token, which no steering reaches, is left out.
     *
     * @param observed where the difference is observed
     * @param added where it is to be added
     */
    static ContrastVector learn(HookSite observed, HookSite added, List<ContrastExchange> exchanges) {
        double[] sum = new double[exchanges.getFirst().honest().at(observed).columns()];
        long rows = 0;
        for (ContrastExchange exchange : exchanges) {
            FloatMatrix honest = exchange.honest().at(observed);
            FloatMatrix deceitful = exchange.rereadByDeceiver().at(observed);
            int common = Math.min(honest.rows(), deceitful.rows());
            for (int row = 1; row < common; row++) {
                add(sum, honest.row(row), deceitful.row(row));
                rows += 1;
            }
        }
        float[] mean = new float[sum.length];
        double squares = 0;
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) (sum[i] / rows);
            squares += (double) mean[i] * mean[i];
        }
        return new ContrastVector(added, Direction.of(mean), Math.sqrt(squares));
    }

    SteeringVector times(double factor) {
        return new SteeringVector(site, direction, factor * length);
    }

    private static void add(double[] sum, float[] honest, float[] deceitful) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += honest[i] - deceitful[i];
        }
    }
}
