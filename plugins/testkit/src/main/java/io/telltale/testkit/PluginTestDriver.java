package io.telltale.testkit;

import io.telltale.spi.Activations;
import io.telltale.spi.CaptureSpec;
import io.telltale.spi.Detector;
import io.telltale.spi.DetectorFactory;
import io.telltale.spi.Plugin;
import io.telltale.spi.PluginContext;
import io.telltale.spi.PluginException;
import io.telltale.spi.PluginProvider;
import io.telltale.spi.ProposedIntervention;
import io.telltale.spi.SequenceId;
import io.telltale.spi.SequenceInfo;
import io.telltale.spi.Steerer;
import io.telltale.spi.SteererFactory;
import io.telltale.spi.Steering;
import io.telltale.spi.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Plays the host for one plugin: loads it, hands it events and collects what it says. It keeps the host's side of the contract
 * (one watcher per sequence, events in order and once, no event after the end) and refuses a test that breaks it.
 */
public final class PluginTestDriver implements AutoCloseable {
    private final Plugin plugin;
    private final Map<SequenceId, Watched> sequences = new HashMap<>();
    private final List<Verdict> verdicts = new ArrayList<>();
    private final List<ProposedIntervention> interventions = new ArrayList<>();

    private PluginTestDriver(Plugin plugin) {
        this.plugin = plugin;
    }

    /**
     * Loads a plugin.
     *
     * @throws PluginException if the plugin refuses
     */
    public static PluginTestDriver load(PluginProvider provider, PluginContext context) throws PluginException {
        Objects.requireNonNull(provider.descriptor(), "descriptor");
        return new PluginTestDriver(provider.load(context));
    }

    /** Returns what the plugin wants to see. */
    public CaptureSpec captureSpec() {
        return plugin.captureSpec();
    }

    /**
     * Hands over one event and returns the answer; a detector's answer has no interventions.
     *
     * @throws IllegalStateException if the event is out of order or its sequence has ended
     */
    public Steering feed(Activations event) throws PluginException {
        Watched watched = sequences.computeIfAbsent(event.sequence().id(), id -> new Watched(watch(event.sequence())));
        watched.expect(event);
        return collect(watched.steerer.onActivations(event));
    }

    /** Hands over several events and returns all verdicts on them. */
    public List<Verdict> feedAll(Iterable<Activations> events) throws PluginException {
        List<Verdict> all = new ArrayList<>();
        for (Activations event : events) {
            all.addAll(feed(event).verdicts());
        }
        return all;
    }

    /**
     * Ends a sequence and returns the last verdicts.
     *
     * @throws IllegalStateException if it never began or has ended before
     */
    public List<Verdict> end(SequenceInfo sequence) throws PluginException {
        Watched watched = sequences.get(sequence.id());
        if (watched == null) {
            throw new IllegalStateException("sequence " + sequence.id() + " never began");
        }
        watched.end(sequence.id());
        return collect(new Steering(watched.steerer.onSequenceEnded().verdicts(), List.of()))
                .verdicts();
    }

    /** Returns all verdicts so far. */
    public List<Verdict> verdicts() {
        return List.copyOf(verdicts);
    }

    /** Returns all interventions asked for so far. */
    public List<ProposedIntervention> interventions() {
        return List.copyOf(interventions);
    }

    /** Closes the plugin. */
    @Override
    public void close() {
        plugin.close();
    }

    private Steering collect(Steering answer) {
        verdicts.addAll(answer.verdicts());
        interventions.addAll(answer.interventions());
        return answer;
    }

    private Steerer watch(SequenceInfo sequence) {
        return switch (plugin) {
            case DetectorFactory factory -> steerer(factory.newDetector(sequence));
            case SteererFactory factory -> factory.newSteerer(sequence);
        };
    }

    private static Steerer steerer(Detector detector) {
        return new Steerer() {
            @Override
            public Steering onActivations(Activations activations) throws PluginException {
                return new Steering(detector.onActivations(activations), List.of());
            }

            @Override
            public Steering onSequenceEnded() throws PluginException {
                return new Steering(detector.onSequenceEnded(), List.of());
            }
        };
    }

    /** A sequence and how far it got. */
    private static final class Watched {
        private final Steerer steerer;
        private long nextEvent;
        private boolean ended;

        Watched(Steerer steerer) {
            this.steerer = steerer;
        }

        void expect(Activations event) {
            if (ended || event.eventNumber() < nextEvent) {
                throw new IllegalStateException("event " + event.eventNumber() + " of "
                        + event.sequence().id() + (ended ? " after the end" : ", expected " + nextEvent + " or later"));
            }
            nextEvent = event.eventNumber() + 1;
        }

        void end(SequenceId id) {
            if (ended) {
                throw new IllegalStateException("sequence " + id + " has ended before");
            }
            ended = true;
        }
    }
}
