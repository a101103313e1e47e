package io.telltale.runtime;

import io.telltale.spi.Activations;
import io.telltale.spi.Addition;
import io.telltale.spi.CaptureSpec;
import io.telltale.spi.Conclusion;
import io.telltale.spi.Detector;
import io.telltale.spi.DetectorFactory;
import io.telltale.spi.Direction;
import io.telltale.spi.HookSite;
import io.telltale.spi.InterventionWindow;
import io.telltale.spi.Plugin;
import io.telltale.spi.PluginContext;
import io.telltale.spi.PluginDescriptor;
import io.telltale.spi.PluginId;
import io.telltale.spi.PluginProvider;
import io.telltale.spi.ProposedIntervention;
import io.telltale.spi.Score;
import io.telltale.spi.SequenceId;
import io.telltale.spi.SequenceInfo;
import io.telltale.spi.Steerer;
import io.telltale.spi.SteererFactory;
import io.telltale.spi.Steering;
import io.telltale.spi.TokenSpan;
import io.telltale.spi.Verdict;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.function.Supplier;

/** Plugins that behave, and plugins that do not. */
public final class TestPlugins {

    static final HookSite READ = HookSite.parse("blocks.0.hook_resid_post");
    static final HookSite STEERED = HookSite.parse("blocks.1.hook_resid_post");

    private static final int FAR_TOO_MANY = 1_000_000;

    private TestPlugins() {}

    /** Gives one verdict per step. */
    static PluginProvider watcher() {
        return provider("watcher", detector(activations -> List.of(verdict(activations))));
    }

    /** As {@link #watcher}, but says nothing before the latch opens. */
    static PluginProvider watcherBehind(CountDownLatch latch) {
        return provider("watcher", detector(activations -> {
            awaitOrInterrupt(latch);
            return List.of(verdict(activations));
        }));
    }

    static PluginProvider throwing() {
        return provider("throwing", detector(activations -> {
            throw new IllegalStateException("this plugin throws");
        }));
    }

    /** Throws, but not before the latch of the sequence opens. */
    static PluginProvider throwingBehind(Function<SequenceId, CountDownLatch> latches) {
        return provider("throwing", detector(activations -> {
            awaitOrInterrupt(latches.apply(activations.sequence().id()));
            throw new IllegalStateException("this plugin throws");
        }));
    }

    /** Loads and answers when it may, and tells when it is closed. */
    static PluginProvider closing(CompletableFuture<String> closed, CountDownLatch mayLoad, CountDownLatch mayAnswer) {
        DetectorFactory plugin = new DetectorFactory() {
            @Override
            public CaptureSpec captureSpec() {
                return CaptureSpec.answer(READ);
            }

            @Override
            public Detector newDetector(SequenceInfo sequence) {
                return activations -> {
                    awaitOrInterrupt(mayAnswer);
                    return List.of();
                };
            }

            @Override
            public void close() {
                closed.complete("closed");
            }
        };
        return provider("closing", () -> {
            awaitOrInterrupt(mayLoad);
            return plugin;
        });
    }

    /** Never comes back from its first call, unless it is interrupted. */
    static PluginProvider hanging() {
        return provider("hanging", detector(activations -> {
            awaitOrInterrupt(new CountDownLatch(1));
            return List.of();
        }));
    }

    static void awaitOrInterrupt(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static PluginProvider flooding() {
        return provider("flooding", detector(activations -> Collections.nCopies(FAR_TOO_MANY, verdict(activations))));
    }

    /** Pushes the residual stream far along one axis, from the token after the first that it sees. */
    static PluginProvider pusher(double strength) {
        float[] axis = new float[TinyCheckpoint.WIDTH];
        axis[3] = 1;
        Addition addition = new Addition(STEERED, Direction.of(axis), strength);
        return provider("pusher", new SteererFactory() {
            @Override
            public CaptureSpec captureSpec() {
                return CaptureSpec.answer(READ);
            }

            @Override
            public Steerer newSteerer(SequenceInfo sequence) {
                return activations -> {
                    int next = activations.step().until();
                    boolean first = activations.eventNumber() == 0;
                    var window = new InterventionWindow(next, InterventionWindow.END_OF_SEQUENCE);
                    return new Steering(
                            List.of(verdict(activations)),
                            first ? List.of(new ProposedIntervention(addition, window)) : List.of());
                };
            }
        });
    }

    static Verdict verdict(Activations activations) {
        double value = activations.at(READ).values().at(0, 0);
        int last = activations.step().until() - 1;
        return new Verdict(
                "test", Conclusion.CLEAR, new Score(value, Score.Scale.MARGIN), 0, TokenSpan.at(last), List.of());
    }

    /** Wants to see something, and says nothing. */
    public static PluginProvider reader(CaptureSpec wanted) {
        return provider("reader", detector(wanted, activations -> List.of()));
    }

    private static DetectorFactory detector(Detector detector) {
        return detector(CaptureSpec.answer(READ), detector);
    }

    private static DetectorFactory detector(CaptureSpec wanted, Detector detector) {
        return new DetectorFactory() {
            @Override
            public CaptureSpec captureSpec() {
                return wanted;
            }

            @Override
            public Detector newDetector(SequenceInfo sequence) {
                return detector;
            }
        };
    }

    private static PluginProvider provider(String id, Plugin plugin) {
        return provider(id, () -> plugin);
    }

    private static PluginProvider provider(String id, Supplier<Plugin> loading) {
        return new PluginProvider() {
            @Override
            public PluginDescriptor descriptor() {
                return new PluginDescriptor(new PluginId(id), "1", "a plugin of the tests");
            }

            @Override
            public Plugin load(PluginContext context) {
                return loading.get();
            }
        };
    }
}
