package io.telltale.training.recipe;

import io.telltale.engine.shard.ScheduledIntervention;
import io.telltale.spi.Activations;
import io.telltale.spi.Activations.SiteActivations;
import io.telltale.spi.Float16;
import io.telltale.spi.FloatMatrix;
import io.telltale.spi.GenerationId;
import io.telltale.spi.HookSite;
import io.telltale.spi.InterventionWindow;
import io.telltale.spi.ModelSpec;
import io.telltale.spi.PluginException;
import io.telltale.spi.ProposedIntervention;
import io.telltale.spi.SequenceId;
import io.telltale.spi.SequenceInfo;
import io.telltale.spi.Steerer;
import io.telltale.spi.SteererFactory;
import io.telltale.spi.Steering;
import io.telltale.spi.TokenIds;
import io.telltale.spi.TokenSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What goes on around one answer: its states are kept, a plugin may watch, and what the plugin asks for holds some tokens later, as
 * it does when events travel.
 */
final class LiveLoop {
    private static final SequenceId SEQUENCE = new SequenceId(new GenerationId("training"), 0);

    private final ModelSpec model;
    private final Set<HookSite> sites;
    private final Function<SequenceInfo, Steerer> steerers;
    private final int lagTokens;
    private final Map<HookSite, List<float[]>> states = new TreeMap<>();
    private final List<ScheduledIntervention> interventions = new ArrayList<>();
    private SequenceInfo info = new SequenceInfo(SEQUENCE, 1);
    private Steerer steerer = step -> Steering.NONE;
    private long events;

    private LiveLoop(ModelSpec model, Set<HookSite> sites, Function<SequenceInfo, Steerer> steerers, int lagTokens) {
        this.model = model;
        this.sites = sites;
        this.steerers = steerers;
        this.lagTokens = lagTokens;
        sites.forEach(site -> states.put(site, new ArrayList<>()));
    }

    static LiveLoop reading(ModelSpec model, Set<HookSite> sites) {
        return new LiveLoop(model, sites, info -> step -> Steering.NONE, 0);
    }

    static LiveLoop steered(ModelSpec model, SteererFactory plugin, int lagTokens) {
        return new LiveLoop(model, plugin.captureSpec().sites(), plugin::newSteerer, lagTokens);
    }

    SequenceId sequence() {
        return SEQUENCE;
    }

    Set<HookSite> sites() {
        return sites;
    }

    /** Returns the positions that are read: the last of the prompt and everything after it. */
    TokenSpan captured() {
        return new TokenSpan(info.promptLength() - 1, Integer.MAX_VALUE);
    }

    void begin(int promptLength) {
        info = new SequenceInfo(SEQUENCE, promptLength);
        steerer = steerers.apply(info);
    }

    List<ScheduledIntervention> interventionsAt(TokenSpan positions) {
        return interventions.stream()
                .filter(scheduled -> scheduled.window().from() < positions.until()
                        && scheduled.window().until() > positions.from())
                .toList();
    }

    void onStep(TokenSpan positions, TokenIds tokens, Map<HookSite, FloatMatrix> captured) {
        TokenSpan read = new TokenSpan(Math.max(positions.from(), info.promptLength() - 1), positions.until());
        Map<HookSite, SiteActivations> halves = new TreeMap<>();
        captured.forEach((site, values) -> halves.put(site, new SiteActivations(read, Float16.round(values))));
        halves.forEach(
                (site, values) -> keep(states.computeIfAbsent(site, unseen -> new ArrayList<>()), values.values()));
        Activations event = new Activations(info, events, positions, tokens, halves, model.digest(), "");
        events += 1;
        for (ProposedIntervention proposed : judge(event).interventions()) {
            schedule(proposed, positions.until() - 1);
        }
    }

    /** Returns all states read, {@code [T, D]} by site. */
    Map<HookSite, FloatMatrix> states() {
        Map<HookSite, FloatMatrix> all = new TreeMap<>();
        states.forEach((site, rows) -> all.put(site, Rows.matrix(rows)));
        return all;
    }

    private Steering judge(Activations event) {
        try {
            return steerer.onActivations(event);
        } catch (PluginException e) {
            throw new IllegalStateException("the plugin under training failed: " + e.getMessage(), e);
        }
    }

    private void schedule(ProposedIntervention proposed, int decidedAt) {
        int from = Math.max(proposed.window().from(), decidedAt + lagTokens);
        if (from < proposed.window().until()) {
            interventions.add(new ScheduledIntervention(
                    proposed.intervention(),
                    new InterventionWindow(from, proposed.window().until())));
        }
    }

    private static void keep(List<float[]> rows, FloatMatrix values) {
        for (int row = 0; row < values.rows(); row++) {
            rows.add(values.row(row));
        }
    }
}
