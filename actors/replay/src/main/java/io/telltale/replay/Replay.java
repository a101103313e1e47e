package io.telltale.replay;

import io.telltale.pluginhost.HostContext;
import io.telltale.pluginhost.LoadedPlugin;
import io.telltale.pluginhost.SessionLimits;
import io.telltale.replay.Conclusions.Judged;
import io.telltale.replay.Conclusions.Line;
import io.telltale.replay.Conclusions.Proposed;
import io.telltale.spi.ModelSpec;
import io.telltale.spi.PluginException;
import io.telltale.spi.PluginId;
import io.telltale.spi.PluginProvider;
import io.telltale.transport.ActivationsCaptured;
import io.telltale.transport.EventSource;
import io.telltale.transport.InterventionRequested;
import io.telltale.transport.LogEvent;
import io.telltale.transport.RecordedEvent;
import io.telltale.transport.Topic;
import io.telltale.transport.VerdictIssued;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Runs plugins over a recorded log and compares what they say with what they said live. */
public final class Replay implements AutoCloseable {

    private static final long SEED = 1;

    private final List<LoadedPlugin> plugins;

    private Replay(List<LoadedPlugin> plugins) {
        this.plugins = plugins;
    }

    /**
     * Loads plugins for the model whose activations are on the log.
     *
     * @param settings by plugin; a plugin without any gets none
     * @throws PluginException if one cannot be loaded
     */
    public static Replay of(
            ModelSpec model, List<PluginProvider> providers, Map<PluginId, Map<String, String>> settings)
            throws PluginException {
        List<LoadedPlugin> plugins = new ArrayList<>();
        InstantSource clock = InstantSource.fixed(Instant.EPOCH);
        for (PluginProvider provider : providers) {
            Map<String, String> own =
                    settings.getOrDefault(provider.descriptor().id(), Map.of());
            plugins.add(LoadedPlugin.load(provider, new HostContext(model, own, clock, new SplittableRandom(SEED))));
        }
        return new Replay(List.copyOf(plugins));
    }

    /** Reads the log from its beginning to its present end and compares. */
    public ReplayReport compare(EventSource log) {
        Conclusions live = recorded(log);
        List<PluginFeed> feeds = plugins.stream()
                .map(plugin -> new PluginFeed(plugin.newSession(SessionLimits.DEFAULT)))
                .toList();
        long events = feed(log, feeds);
        Comparison comparison = new Comparison(live);
        feeds.forEach(feed -> comparison.compare(feed.plugin(), feed.conclusions()));
        LedgerNotes ledger = LedgerNotes.of(log);
        List<Difference> differences = new ArrayList<>(comparison.differences());
        List<Difference> accounted =
                differences.stream().filter(ledger::accountFor).toList();
        differences.removeAll(accounted);
        return new ReplayReport(
                events,
                comparison.verdicts(),
                differences,
                accounted,
                feeds.stream().flatMap(feed -> feed.failures().stream()).toList(),
                notReplayed(live));
    }

    private static long feed(EventSource log, List<PluginFeed> feeds) {
        try (Stream<RecordedEvent> events = log.read(Set.of(Topic.ACTIVATIONS))) {
            return events.mapToLong(event -> feed(event.event(), feeds)).sum();
        }
    }

    private static long feed(LogEvent event, List<PluginFeed> feeds) {
        feeds.forEach(feed -> feed.accept(event));
        return event instanceof ActivationsCaptured ? 1 : 0;
    }

    private static Conclusions recorded(EventSource log) {
        Conclusions conclusions = new Conclusions();
        try (Stream<RecordedEvent> events = log.read(Set.of(Topic.VERDICTS, Topic.INTERVENTIONS))) {
            events.map(RecordedEvent::event).forEach(event -> add(conclusions, event));
        }
        return conclusions;
    }

    private static void add(Conclusions conclusions, LogEvent event) {
        if (event instanceof VerdictIssued issued) {
            conclusions.add(
                    new Line(issued.plugin(), issued.sequence()), new Judged(issued.eventNumber(), issued.verdict()));
        } else if (event instanceof InterventionRequested requested) {
            conclusions.add(
                    new Line(requested.plugin(), requested.sequence()),
                    new Proposed(requested.decidedAt(), requested.proposal()));
        }
    }

    private Set<PluginId> notReplayed(Conclusions live) {
        Set<PluginId> others = new TreeSet<>();
        live.judgedLines().forEach(line -> others.add(line.plugin()));
        plugins.forEach(plugin -> others.remove(plugin.descriptor().id()));
        return others;
    }

    /** Closes the plugins. */
    @Override
    public void close() {
        plugins.forEach(LoadedPlugin::close);
    }
}
