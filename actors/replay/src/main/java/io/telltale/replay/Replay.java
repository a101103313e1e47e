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
import io.telltale.spi.SequenceId;
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
import java.util.function.Predicate;
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
        try {
            for (PluginProvider provider : providers) {
                Map<String, String> own =
                        settings.getOrDefault(provider.descriptor().id(), Map.of());
                plugins.add(LoadedPlugin.load(provider, context(model, own)));
            }
            return new Replay(List.copyOf(plugins));
        } catch (PluginException | RuntimeException refused) {
            plugins.forEach(LoadedPlugin::close);
            throw refused;
        }
    }

    private static HostContext context(ModelSpec model, Map<String, String> settings) {
        return new HostContext(model, settings, InstantSource.fixed(Instant.EPOCH), new SplittableRandom(SEED));
    }

    /**
     * Reads the log from its beginning to its present end and compares.
     *
     * <p>What was said live is read after the activations, so that a growing log has it for every sequence that had ended by then.
     */
    public ReplayReport compare(EventSource log, LogState state) {
        List<PluginFeed> feeds = plugins.stream()
                .map(plugin -> new PluginFeed(plugin.newSession(SessionLimits.DEFAULT)))
                .toList();
        Timeline timeline = feed(log, feeds);
        Predicate<SequenceId> compared = switch (state) {
            case FINISHED -> sequence -> true;
            case GROWING -> timeline::isWhole;
        };
        Conclusions live = recorded(log);
        Comparison comparison = new Comparison(live, compared, LedgerNotes.of(log, timeline));
        feeds.forEach(feed -> comparison.compare(feed.plugin(), feed.conclusions()));
        return new ReplayReport(
                timeline.events(compared),
                comparison.verdicts(),
                comparison.differences(),
                comparison.accounted(),
                feeds.stream().flatMap(feed -> feed.failures().stream()).toList(),
                notReplayed(live));
    }

    private static Timeline feed(EventSource log, List<PluginFeed> feeds) {
        Timeline timeline = new Timeline();
        try (Stream<RecordedEvent> events = log.read(Set.of(Topic.ACTIVATIONS))) {
            events.map(RecordedEvent::event).forEach(event -> {
                timeline.add(event);
                feeds.forEach(feed -> feed.accept(event));
            });
        }
        return timeline;
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
