package io.telltale.training.recipe;

import io.telltale.plugins.truthfulnesssteer.SteeringVector;
import io.telltale.plugins.truthfulnesssteer.SteeringVector.Method;
import io.telltale.spi.Direction;
import io.telltale.spi.FloatMatrix;
import io.telltale.spi.HookSite;
import java.util.List;

/**
 * The way from the deceitful to the honest state of mind at one site: the mean difference over the same tokens, read once after
 * the honest and once after the deceitful prompt. What differs between two answers in wording cancels out.
 *
 * @param length of the mean difference
 * @param deceitfulLevel mean component along the direction in the deceitful state
 */
record ContrastVector(HookSite site, Direction direction, double length, double deceitfulLevel) {

    /** Averages over all tokens of the honest answers; the last prompt token, which no steering reaches, is left out. */
    static ContrastVector learn(HookSite site, List<ContrastExchange> exchanges) {
        int width = exchanges.getFirst().honest().at(site).columns();
        double[] difference = new double[width];
        double[] deceit = new double[width];
        long rows = 0;
        for (ContrastExchange exchange : exchanges) {
            FloatMatrix honest = exchange.honest().at(site);
            FloatMatrix deceitful = exchange.rereadByDeceiver().at(site);
            int common = Math.min(honest.rows(), deceitful.rows());
            for (int row = 1; row < common; row++) {
                add(difference, honest.row(row), 1);
                add(difference, deceitful.row(row), -1);
                add(deceit, deceitful.row(row), 1);
                rows += 1;
            }
        }
        float[] mean = new float[width];
        double squares = 0;
        for (int i = 0; i < width; i++) {
            mean[i] = (float) (difference[i] / rows);
            squares += (double) mean[i] * mean[i];
        }
        Direction direction = Direction.of(mean);
        return new ContrastVector(site, direction, Math.sqrt(squares), component(deceit, direction) / rows);
    }

    /** Returns the vector that adds a multiple of the difference. */
    SteeringVector adding(double multiple) {
        return new SteeringVector(site, direction, multiple * length, Method.ADD);
    }

    /** Returns the vector that sets the component to what it is in the honest state (1), or beyond. */
    SteeringVector setting(double multiple) {
        return new SteeringVector(site, direction, deceitfulLevel + multiple * length, Method.SET);
    }

    private static double component(double[] vector, Direction direction) {
        float[] unit = direction.toArray();
        double sum = 0;
        for (int i = 0; i < unit.length; i++) {
            sum += vector[i] * unit[i];
        }
        return sum;
    }

    private static void add(double[] sum, float[] row, int sign) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += sign * row[i];
        }
    }
}
