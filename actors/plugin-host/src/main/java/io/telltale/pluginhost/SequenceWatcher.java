package io.telltale.pluginhost;

import io.telltale.spi.Activations;
import io.telltale.spi.Detector;
import io.telltale.spi.DetectorFactory;
import io.telltale.spi.Plugin;
import io.telltale.spi.PluginException;
import io.telltale.spi.SequenceInfo;
import io.telltale.spi.Steerer;
import io.telltale.spi.SteererFactory;
import io.telltale.spi.Steering;
import java.util.List;
import java.util.Objects;

/** One sequence as a plugin watches it, whether the plugin is a detector or a steerer. */
interface SequenceWatcher {
    /** Hands over one event. */
    Steering onActivations(Activations activations) throws PluginException;

    /** Ends the sequence. */
    Steering onSequenceEnded() throws PluginException;

    /** Asks the plugin for the watcher of a sequence. */
    static SequenceWatcher of(Plugin plugin, SequenceInfo sequence) {
        return switch (plugin) {
            case DetectorFactory factory ->
                new DetectorWatcher(Objects.requireNonNull(factory.newDetector(sequence), "newDetector returned null"));
            case SteererFactory factory ->
                new SteererWatcher(Objects.requireNonNull(factory.newSteerer(sequence), "newSteerer returned null"));
        };
    }

    /** A sequence watched by a detector, which never intervenes. */
    record DetectorWatcher(Detector detector) implements SequenceWatcher {
        @Override
        public Steering onActivations(Activations activations) throws PluginException {
            return new Steering(detector.onActivations(activations), List.of());
        }

        @Override
        public Steering onSequenceEnded() throws PluginException {
            return new Steering(detector.onSequenceEnded(), List.of());
        }
    }

    /** A sequence watched by a steerer; what it wants changed after the end is dropped (S-5). */
    record SteererWatcher(Steerer steerer) implements SequenceWatcher {
        @Override
        public Steering onActivations(Activations activations) throws PluginException {
            return Objects.requireNonNull(steerer.onActivations(activations), "onActivations returned null");
        }

        @Override
        public Steering onSequenceEnded() throws PluginException {
            Steering last = Objects.requireNonNull(steerer.onSequenceEnded(), "onSequenceEnded returned null");
            return new Steering(last.verdicts(), List.of());
        }
    }
}
