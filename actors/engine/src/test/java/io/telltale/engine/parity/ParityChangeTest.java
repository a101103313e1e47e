package io.telltale.engine.parity;

import static io.telltale.engine.parity.ParityAssertions.assertStates;

import io.telltale.engine.shard.ScheduledIntervention;
import io.telltale.engine.shard.ShardCapture;
import io.telltale.spi.Ablation;
import io.telltale.spi.Addition;
import io.telltale.spi.Direction;
import io.telltale.spi.FloatMatrix;
import io.telltale.spi.HookPoint;
import io.telltale.spi.HookSite;
import io.telltale.spi.Intervention;
import io.telltale.spi.InterventionWindow;
import io.telltale.spi.TokenSpan;
import java.util.List;

/** What a change at any hook site of any family makes of the rest of the pass, against transformers. */
class ParityChangeTest {

    private static final HookSite FINAL = HookSite.of(HookPoint.FINAL_NORMALIZED);

    /** Positions and strength of the golden changes. */
    private static final InterventionWindow CHANGED = new InterventionWindow(2, 5);

    private static final double STRENGTH = 3.5;

    /** One position more, which sees the changed ones through the attention alone. */
    private static final TokenSpan OBSERVED = new TokenSpan(2, 6);

    @EveryFamily
    void anAdditionAtAnySiteChangesTheRestOfThePassAsInTransformers(ParityFamily family) {
        try (var model = family.load()) {
            for (HookSite site : family.sites()) {

                FloatMatrix values = finalAfter(model, family, new Addition(site, direction(family, site), STRENGTH));

                assertStates(values, family.matrix("addition@" + site), site);
            }
        }
    }

    @EveryFamily
    void anAblationAtAnySiteChangesTheRestOfThePassAsInTransformers(ParityFamily family) {
        try (var model = family.load()) {
            for (HookSite site : family.sites()) {

                FloatMatrix values = finalAfter(model, family, new Ablation(site, direction(family, site)));

                assertStates(values, family.matrix("ablation@" + site), site);
            }
        }
    }

    private static FloatMatrix finalAfter(ShardChain model, ParityFamily family, Intervention intervention) {
        var capture = ShardCapture.of(List.of(FINAL), OBSERVED);
        var scheduled = new ScheduledIntervention(intervention, CHANGED);
        return model.open(0, family.prompt())
                .append(family.prompt(), capture, List.of(scheduled))
                .at(FINAL);
    }

    private static Direction direction(ParityFamily family, HookSite site) {
        int width = family.matrix(site.toString()).columns();
        return Direction.of(family.matrix("direction." + width).toArray());
    }
}
