package io.telltale.pluginhost;

import io.telltale.spi.Activations;
import io.telltale.spi.CaptureSpec;
import io.telltale.spi.Conclusion;
import io.telltale.spi.Detector;
import io.telltale.spi.DetectorFactory;
import io.telltale.spi.HookPoint;
import io.telltale.spi.HookSite;
import io.telltale.spi.ModelSpec;
import io.telltale.spi.Plugin;
import io.telltale.spi.PluginContext;
import io.telltale.spi.PluginDescriptor;
import io.telltale.spi.PluginException;
import io.telltale.spi.PluginId;
import io.telltale.spi.PluginProvider;
import io.telltale.spi.Score;
import io.telltale.spi.SequenceInfo;
import io.telltale.spi.Steerer;
import io.telltale.spi.SteererFactory;
import io.telltale.spi.Steering;
import io.telltale.spi.TokenSpan;
import io.telltale.spi.Verdict;
import io.telltale.testkit.SampleModels;
import io.telltale.testkit.TestContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Plugins for the tests of the host. */
final class Plugins {
    static final ModelSpec MODEL = SampleModels.tiny();
    static final HookSite SITE = new HookSite(1, HookPoint.RESID_POST);
    static final CaptureSpec SPEC = CaptureSpec.answer(SITE);

    private Plugins() {}

    record Provided(PluginDescriptor descriptor, Plugin plugin) implements PluginProvider {
        @Override
        public Plugin load(PluginContext context) {
            return plugin;
        }
    }

    record Detecting(CaptureSpec captureSpec, Supplier<Detector> detectors) implements DetectorFactory {
        @Override
        public Detector newDetector(SequenceInfo sequence) {
            return detectors.get();
        }
    }

    record Steers(CaptureSpec captureSpec, Supplier<Steerer> steerers) implements SteererFactory {
        @Override
        public Steerer newSteerer(SequenceInfo sequence) {
            return steerers.get();
        }
    }

    /** Notes everything it sees and says nothing on the way. */
    static final class Recorder implements Detector {
        final List<Activations> seen = new ArrayList<>();

        @Override
        public List<Verdict> onActivations(Activations activations) {
            seen.add(activations);
            return List.of();
        }

        @Override
        public List<Verdict> onSequenceEnded() {
            return List.of(verdict(seen.getLast().step().until() - 1));
        }
    }

    static PluginProvider provider(String id, Plugin plugin) {
        return new Provided(new PluginDescriptor(new PluginId(id), "1", "for tests"), plugin);
    }

    static PluginProvider detecting(Detector detector) {
        return provider("detecting", new Detecting(SPEC, () -> detector));
    }

    static PluginProvider steering(Steering always) {
        return provider("steering", new Steers(SPEC, () -> activations -> always));
    }

    static PluginSession session(PluginProvider provider) throws PluginException {
        return session(provider, SessionLimits.DEFAULT);
    }

    static PluginSession session(PluginProvider provider, SessionLimits limits) throws PluginException {
        return LoadedPlugin.load(provider, TestContext.of(MODEL)).newSession(limits);
    }

    static Verdict verdict(int position) {
        return new Verdict("test", Conclusion.CLEAR, Score.probability(0.25), 0.25, TokenSpan.at(position), List.of());
    }
}
