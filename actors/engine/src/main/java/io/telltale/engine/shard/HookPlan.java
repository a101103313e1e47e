package io.telltale.engine.shard;

import io.telltale.spi.Ablation;
import io.telltale.spi.Addition;
import io.telltale.spi.HookSite;
import io.telltale.spi.Intervention;
import io.telltale.spi.InterventionWindow;
import io.telltale.spi.StopGeneration;
import io.telltale.spi.TokenSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/** What one step reads and changes in one shard, in the numbers that the TorchScript text {@code hooks} explains. */
final class HookPlan {

    private static final int NUMBERS_PER_SITE = 3;
    private static final int NUMBERS_PER_CHANGE = 4;
    private static final long[] NO_NUMBERS = {};

    /** Nothing is read or changed. */
    static final HookPlan NONE = new HookPlan(List.of(), NO_NUMBERS, NO_NUMBERS, List.of());

    private final List<HookSite> captured;
    private final long[] taps;
    private final long[] changeNumbers;
    private final List<SiteChange> changes;

    private HookPlan(List<HookSite> captured, long[] taps, long[] changeNumbers, List<SiteChange> changes) {
        this.captured = captured;
        this.taps = taps;
        this.changeNumbers = changeNumbers;
        this.changes = changes;
    }

    /**
     * Finds what of a step concerns a shard.
     *
     * @throws IllegalArgumentException if the model lacks a site, or a direction does not fit its site
     */
    static HookPlan of(ShardStep step, ShardSites sites) {
        if (step.capture().sites().isEmpty() && step.interventions().isEmpty()) {
            return NONE;
        }
        var builder = new Builder(step, sites);
        step.capture().sites().forEach(builder::capture);
        for (ScheduledIntervention scheduled : step.interventions()) {
            builder.change(scheduled.intervention(), scheduled.window());
        }
        return builder.build();
    }

    /** Returns the captured sites in the order of the forward pass, which is that of the results. */
    List<HookSite> captured() {
        return captured;
    }

    long[] taps() {
        return taps;
    }

    long[] changeNumbers() {
        return changeNumbers;
    }

    List<SiteChange> changes() {
        return changes;
    }

    private static final class Builder {

        private final ShardStep step;
        private final ShardSites sites;
        private final long[] taps;
        private final Map<Integer, HookSite> captured = new TreeMap<>();
        private final List<SiteChange> changes = new ArrayList<>();
        private final List<Long> changeNumbers = new ArrayList<>();

        Builder(ShardStep step, ShardSites sites) {
            this.step = step;
            this.sites = sites;
            this.taps = new long[NUMBERS_PER_SITE * sites.count()];
        }

        void capture(HookSite site, TokenSpan positions) {
            sites.checkKnown(site);
            OptionalInt number = sites.number(site);
            int from = row(positions.from());
            int until = row(positions.until());
            if (number.isPresent() && from < until) {
                taps[NUMBERS_PER_SITE * number.getAsInt() + 1] = from;
                taps[NUMBERS_PER_SITE * number.getAsInt() + 2] = until;
                captured.put(number.getAsInt(), site);
            }
        }

        void change(Intervention intervention, InterventionWindow window) {
            switch (intervention) {
                case Addition addition -> change(SiteChange.of(addition), window);
                case Ablation ablation -> change(SiteChange.of(ablation), window);
                case StopGeneration stop -> {}
            }
        }

        private void change(SiteChange change, InterventionWindow window) {
            sites.checkKnown(change.site());
            int width = sites.width(change.site());
            if (change.direction().width() != width) {
                throw new IllegalArgumentException("a direction of width "
                        + change.direction().width() + " does not fit " + change.site() + " of width " + width);
            }
            OptionalInt number = sites.number(change.site());
            int from = row(window.from());
            int until = row(window.until());
            if (number.isPresent() && from < until) {
                taps[NUMBERS_PER_SITE * number.getAsInt()] = 1;
                changes.add(change);
                changeNumbers.addAll(
                        List.of((long) number.getAsInt(), (long) change.kind().number(), (long) from, (long) until));
            }
        }

        /** The row of a position in this step, or its nearest end. */
        private int row(int position) {
            return Math.clamp((long) position - step.position(), 0, step.input().positions());
        }

        HookPlan build() {
            if (captured.isEmpty() && changes.isEmpty()) {
                return NONE;
            }
            assert changeNumbers.size() == NUMBERS_PER_CHANGE * changes.size();
            return new HookPlan(
                    List.copyOf(captured.values()),
                    taps,
                    changeNumbers.stream().mapToLong(Long::longValue).toArray(),
                    List.copyOf(changes));
        }
    }
}
