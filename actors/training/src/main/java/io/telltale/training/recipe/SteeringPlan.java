package io.telltale.training.recipe;

import io.telltale.plugins.truthfulnesssteer.SteeringVector;
import io.telltale.spi.HookPoint;
import io.telltale.spi.HookSite;
import io.telltale.spi.ModelSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * A way to steer: vectors that are added together.
 *
 * @param name for people
 */
record SteeringPlan(String name, List<ContrastVector> vectors) {
    SteeringPlan {
        vectors = List.copyOf(vectors);
    }

    /**
     * Learns every plan worth trying: the whole difference of the residual stream behind one block, and what the attention of the
     * first blocks contributes to the difference, block by block, which is where a state of mind enters from the prompt.
     */
    static List<SteeringPlan> learnAll(ModelSpec model, List<ContrastExchange> exchanges) {
        List<SteeringPlan> plans = new ArrayList<>();
        List<ContrastVector> attention = new ArrayList<>();
        for (int layer = 0; layer < model.layers(); layer++) {
            HookSite attended = new HookSite(layer, HookPoint.ATTN_OUT);
            HookSite middle = new HookSite(layer, HookPoint.RESID_MID);
            attention.add(ContrastVector.learn(attended, middle, exchanges));
            plans.add(new SteeringPlan("attention of blocks 0 to " + layer, attention));
            HookSite end = new HookSite(layer, HookPoint.RESID_POST);
            plans.add(
                    new SteeringPlan("residual of block " + layer, List.of(ContrastVector.learn(end, end, exchanges))));
        }
        return plans;
    }

    /** Returns the first site that the plan changes. */
    HookSite first() {
        return vectors.getFirst().site();
    }

    /** Returns the vectors, each that many times as long as its difference. */
    List<SteeringVector> times(double factor) {
        return vectors.stream().map(vector -> vector.times(factor)).toList();
    }
}
