package io.telltale.training.recipe;

import io.telltale.plugins.truthfulnesssteer.SteeringPatch;
import io.telltale.spi.FloatMatrix;
import io.telltale.spi.HookPoint;
import io.telltale.spi.HookSite;
import io.telltale.spi.ModelSpec;
import io.telltale.training.ContrastPatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A way to steer, learned from the same tokens read once after the honest and once after the deceitful prompt, so that what
 * differs between two answers in wording cancels out.
 *
 * @param name for people
 * @param patches in force together
 */
record SteeringPlan(String name, List<SteeringPatch> patches) {
    private static final List<HookPoint> POINTS = List.of(HookPoint.RESID_MID, HookPoint.RESID_POST);
    private static final List<Integer> RANKS = List.of(1, 2, 4);
    private static final List<Double> MULTIPLES = List.of(1.0, 2.0, 3.0);

    SteeringPlan {
        patches = List.copyOf(patches);
    }

    /** Learns every plan worth trying: patches of several ranks and shifts of several lengths, at every site. */
    static List<SteeringPlan> learnAll(ModelSpec model, List<ContrastExchange> exchanges) {
        List<SteeringPlan> plans = new ArrayList<>();
        for (int layer = 0; layer < model.layers(); layer++) {
            for (HookPoint point : POINTS) {
                HookSite site = new HookSite(layer, point);
                plans.addAll(learn(site, exchanges));
            }
        }
        return plans;
    }

    /** Returns the first site that the plan changes. */
    HookSite first() {
        return patches.getFirst().site();
    }

    private static List<SteeringPlan> learn(HookSite site, List<ContrastExchange> exchanges) {
        FloatMatrix honest = Rows.afterFirst(
                exchanges.stream().map(exchange -> exchange.honest().at(site)).toList());
        FloatMatrix deceitful = Rows.afterFirst(exchanges.stream()
                .map(exchange -> exchange.rereadByDeceiver().at(site))
                .toList());
        List<SteeringPlan> plans = new ArrayList<>();
        for (int rank : RANKS) {
            plans.add(plan(site, "patch of rank " + rank, ContrastPatch.fit(honest, deceitful, rank), 1));
        }
        ContrastPatch shift = ContrastPatch.shift(honest, deceitful);
        for (double multiple : MULTIPLES) {
            plans.add(plan(site, String.format(Locale.ROOT, "shift times %.0f", multiple), shift, multiple));
        }
        return plans;
    }

    private static SteeringPlan plan(HookSite site, String what, ContrastPatch patch, double multiple) {
        SteeringPatch steering = new SteeringPatch(site, patch.removed(), patch.target(), patch.strength() * multiple);
        return new SteeringPlan(what + " at " + site, List.of(steering));
    }
}
