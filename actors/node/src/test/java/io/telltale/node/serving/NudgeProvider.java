package io.telltale.node.serving;

import io.telltale.spi.Activations;
import io.telltale.spi.Addition;
import io.telltale.spi.CaptureSpec;
import io.telltale.spi.Direction;
import io.telltale.spi.HookPoint;
import io.telltale.spi.HookSite;
import io.telltale.spi.InterventionWindow;
import io.telltale.spi.PluginContext;
import io.telltale.spi.PluginDescriptor;
import io.telltale.spi.PluginId;
import io.telltale.spi.PluginProvider;
import io.telltale.spi.ProposedIntervention;
import io.telltale.spi.SequenceInfo;
import io.telltale.spi.Steerer;
import io.telltale.spi.SteererFactory;
import io.telltale.spi.Steering;
import java.util.Arrays;
import java.util.List;

/** A plugin for tests: adds a little to the first layer after every step. */
public final class NudgeProvider implements PluginProvider {

    static final PluginId ID = new PluginId("nudge");
    private static final HookSite SITE = new HookSite(0, HookPoint.RESID_POST);

    @Override
    public PluginDescriptor descriptor() {
        return new PluginDescriptor(ID, "1", "Adds a little after every step");
    }

    @Override
    public SteererFactory load(PluginContext context) {
        float[] ones = new float[context.model().width()];
        Arrays.fill(ones, 1);
        return new Nudge(Direction.of(ones));
    }

    private record Nudge(Direction direction) implements SteererFactory {

        @Override
        public CaptureSpec captureSpec() {
            return CaptureSpec.answer(SITE);
        }

        @Override
        public Steerer newSteerer(SequenceInfo sequence) {
            return this::nudge;
        }

        private Steering nudge(Activations step) {
            int next = step.step().until();
            return new Steering(
                    List.of(),
                    List.of(new ProposedIntervention(
                            new Addition(SITE, direction, 0.1),
                            new InterventionWindow(next, InterventionWindow.END_OF_SEQUENCE))));
        }
    }
}
