package io.telltale.benchmarks;

import io.telltale.spi.Activations;
import io.telltale.spi.Addition;
import io.telltale.spi.CaptureSpec;
import io.telltale.spi.Conclusion;
import io.telltale.spi.Detector;
import io.telltale.spi.DetectorFactory;
import io.telltale.spi.Direction;
import io.telltale.spi.HookPoint;
import io.telltale.spi.HookSite;
import io.telltale.spi.InterventionWindow;
import io.telltale.spi.ModelSpec;
import io.telltale.spi.Plugin;
import io.telltale.spi.PluginContext;
import io.telltale.spi.PluginDescriptor;
import io.telltale.spi.PluginId;
import io.telltale.spi.PluginProvider;
import io.telltale.spi.ProposedIntervention;
import io.telltale.spi.Score;
import io.telltale.spi.SequenceInfo;
import io.telltale.spi.Steerer;
import io.telltale.spi.SteererFactory;
import io.telltale.spi.Steering;
import io.telltale.spi.TokenSpan;
import io.telltale.spi.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Plugins that do the least that a plugin of their kind does, on any model. */
final class ProbePlugins {

    private static final double STRENGTH = 0.01;

    private ProbePlugins() {}

    /** Reads one site and gives the dot product with a direction as its verdict on every token. */
    static PluginProvider probe(String id, int layer) {
        HookSite site = new HookSite(layer, HookPoint.RESID_POST);
        return provider(id, model -> {
            Direction direction = evenDirection(model.width());
            return detector(CaptureSpec.answer(site), activations -> List.of(verdict(activations, site, direction)));
        });
    }

    /** Reads the residual stream behind every layer and says nothing. */
    static PluginProvider everyLayer() {
        return provider("every-layer", model -> detector(everyResidual(model.layers()), activations -> List.of()));
    }

    /**
     * Proposes an intervention on every token; it may hold for some tokens from the next one on, so that it is worthless after.
     */
    static PluginProvider steerer(int layer, int windowTokens) {
        HookSite site = new HookSite(layer, HookPoint.RESID_POST);
        return provider("always-steering", model -> {
            Addition addition = new Addition(site, evenDirection(model.width()), STRENGTH);
            return steerer(CaptureSpec.answer(site), activations -> {
                int next = activations.step().until();
                InterventionWindow window = new InterventionWindow(next, next + windowTokens);
                return new Steering(List.of(), List.of(new ProposedIntervention(addition, window)));
            });
        });
    }

    private static CaptureSpec everyResidual(int layers) {
        return CaptureSpec.answer(IntStream.range(0, layers)
                .mapToObj(layer -> new HookSite(layer, HookPoint.RESID_POST))
                .toArray(HookSite[]::new));
    }

    private static Direction evenDirection(int width) {
        float[] values = new float[width];
        Arrays.fill(values, 1);
        return Direction.of(values);
    }

    private static Verdict verdict(Activations activations, HookSite site, Direction direction) {
        Activations.SiteActivations read = activations.at(site);
        double value = read.values().dot(read.values().rows() - 1, direction);
        int last = activations.step().until() - 1;
        return new Verdict(
                "probe", Conclusion.CLEAR, new Score(value, Score.Scale.MARGIN), 0, TokenSpan.at(last), List.of());
    }

    private static DetectorFactory detector(CaptureSpec spec, Detector detector) {
        return new DetectorFactory() {
            @Override
            public CaptureSpec captureSpec() {
                return spec;
            }

            @Override
            public Detector newDetector(SequenceInfo sequence) {
                return detector;
            }
        };
    }

    private static SteererFactory steerer(CaptureSpec spec, Steerer steerer) {
        return new SteererFactory() {
            @Override
            public CaptureSpec captureSpec() {
                return spec;
            }

            @Override
            public Steerer newSteerer(SequenceInfo sequence) {
                return steerer;
            }
        };
    }

    private static PluginProvider provider(String id, Function<ModelSpec, Plugin> plugin) {
        return new PluginProvider() {
            @Override
            public PluginDescriptor descriptor() {
                return new PluginDescriptor(new PluginId(id), "1", "a plugin of the benchmarks");
            }

            @Override
            public Plugin load(PluginContext context) {
                return plugin.apply(context.model());
            }
        };
    }
}
