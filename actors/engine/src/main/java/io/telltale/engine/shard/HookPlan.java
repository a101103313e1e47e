package io.telltale.engine.shard;

import io.telltale.spi.HookSite;
import io.telltale.spi.InterventionWindow;
import io.telltale.spi.TokenSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What one batch of steps reads and changes in one shard, in the numbers that the TorchScript text {@code pass} explains. */
final class HookPlan {

    private static final int NUMBERS_PER_SITE = 3;
    private static final int NUMBERS_PER_CHANGE = 4;
    private static final long[] NO_NUMBERS = {};

    /** Nothing is read or changed. */
    static final HookPlan NONE = new HookPlan(List.of(), NO_NUMBERS, NO_NUMBERS, NO_NUMBERS, NO_NUMBERS, List.of());

    /**
     * Adjacent rows that are captured at one site in one piece.
     *
     * @param width of the site
     * @param parts whose rows they are, in their order
     */
    record Span(HookSite site, int width, int from, int until, List<Part> parts) {}

    /** Some rows of a span that belong to one step of the batch. */
    record Part(int step, int rows) {}

    /** Rows that one change changes. */
    private record ChangedRows(SiteChange change, int from, int until) {

        boolean continues(ChangedRows before) {
            return from == before.until && change.equals(before.change);
        }
    }

    private final List<Span> spans;
    private final long[] spanNumbers;
    private final long[] taps;
    private final long[] blocks;
    private final long[] sites;
    private final long[] changeNumbers;
    private final List<SiteChange> changes;

    private HookPlan(
            List<Span> spans,
            long[] taps,
            long[] blocks,
            long[] sites,
            long[] changeNumbers,
            List<SiteChange> changes) {
        this.spans = spans;
        this.spanNumbers = spans.stream()
                .flatMapToLong(span -> LongStream.of(span.from(), span.until()))
                .toArray();
        this.taps = taps;
        this.blocks = blocks;
        this.sites = sites;
        this.changeNumbers = changeNumbers;
        this.changes = changes;
    }

    /** Finds what of a batch, all of whose steps have been checked, concerns a shard. */
    static HookPlan of(List<ShardStep> steps, ShardSites sites) {
        boolean plain = steps.stream()
                .allMatch(step ->
                        step.capture().sites().isEmpty() && step.interventions().isEmpty());
        return plain ? NONE : new Builder(steps, sites).build();
    }

    /**
     * Checks that the sites of a step exist and its directions fit them.
     *
     * @throws IllegalArgumentException if not
     */
    static void check(ShardStep step, ShardSites sites) {
        step.capture().sites().keySet().forEach(sites::checkKnown);
        for (ScheduledIntervention scheduled : step.interventions()) {
            SiteChange.of(scheduled.intervention()).ifPresent(change -> check(change, sites));
        }
    }

    private static void check(SiteChange change, ShardSites sites) {
        sites.checkKnown(change.site());
        int width = sites.width(change.site());
        if (change.direction().width() != width) {
            throw new IllegalArgumentException("a direction of width "
                    + change.direction().width() + " does not fit " + change.site() + " of width " + width);
        }
    }

    /** Returns what is captured in the order of the results. */
    List<Span> spans() {
        return spans;
    }

    long[] taps() {
        return taps;
    }

    /** Returns in which blocks something is read or changed. */
    long[] blocks() {
        return blocks;
    }

    /** Returns at which sites something is read or changed. */
    long[] sites() {
        return sites;
    }

    /** Returns the rows of every span. */
    long[] spanNumbers() {
        return spanNumbers;
    }

    long[] changeNumbers() {
        return changeNumbers;
    }

    List<SiteChange> changes() {
        return changes;
    }

    private static final class Builder {

        private final ShardSites sites;
        private final Map<Integer, List<Span>> captured = new TreeMap<>();
        /** At each site: the changes of each step in their order, one list a step. */
        private final Map<Integer, Map<Integer, List<ChangedRows>>> changed = new TreeMap<>();

        Builder(List<ShardStep> steps, ShardSites sites) {
            this.sites = sites;
            int firstRow = 0;
            for (int i = 0; i < steps.size(); i++) {
                add(steps.get(i), i, firstRow);
                firstRow += steps.get(i).input().positions();
            }
        }

        private void add(ShardStep step, int number, int firstRow) {
            step.capture().sites().forEach((site, positions) -> capture(step, number, firstRow, site, positions));
            for (ScheduledIntervention scheduled : step.interventions()) {
                SiteChange.of(scheduled.intervention())
                        .ifPresent(change -> change(step, number, firstRow, change, scheduled.window()));
            }
        }

        private void capture(ShardStep step, int number, int firstRow, HookSite site, TokenSpan positions) {
            OptionalInt siteNumber = sites.number(site);
            int from = firstRow + row(step, positions.from());
            int until = firstRow + row(step, positions.until());
            if (siteNumber.isPresent() && from < until) {
                List<Span> spans = captured.computeIfAbsent(siteNumber.getAsInt(), unused -> new ArrayList<>());
                join(spans, new Span(site, sites.width(site), from, until, List.of(new Part(number, until - from))));
            }
        }

        private static void join(List<Span> spans, Span next) {
            Span last = spans.isEmpty() ? null : spans.getLast();
            if (last == null || last.until() != next.from()) {
                spans.add(next);
            } else {
                List<Part> parts = new ArrayList<>(last.parts());
                parts.addAll(next.parts());
                spans.set(spans.size() - 1, new Span(last.site(), last.width(), last.from(), next.until(), parts));
            }
        }

        private void change(ShardStep step, int number, int firstRow, SiteChange change, InterventionWindow window) {
            OptionalInt siteNumber = sites.number(change.site());
            int from = firstRow + row(step, window.from());
            int until = firstRow + row(step, window.until());
            if (siteNumber.isPresent() && from < until) {
                changed.computeIfAbsent(siteNumber.getAsInt(), unused -> new TreeMap<>())
                        .computeIfAbsent(number, unused -> new ArrayList<>())
                        .add(new ChangedRows(change, from, until));
            }
        }

        /** The row of a position in its step, or its nearest end. */
        private static int row(ShardStep step, int position) {
            return Math.clamp((long) position - step.position(), 0, step.input().positions());
        }

        HookPlan build() {
            if (captured.isEmpty() && changed.isEmpty()) {
                return NONE;
            }
            long[] taps = new long[NUMBERS_PER_SITE * sites.count()];
            long[] blocks = new long[sites.blocks()];
            long[] tapped = new long[sites.count()];
            Stream.concat(captured.keySet().stream(), changed.keySet().stream()).forEach(site -> {
                tapped[site] = 1;
                sites.block(site).ifPresent(block -> blocks[block] = 1);
            });
            List<Span> spans = new ArrayList<>();
            captured.forEach((site, ofSite) -> {
                taps[NUMBERS_PER_SITE * site + 1] = spans.size();
                spans.addAll(ofSite);
                taps[NUMBERS_PER_SITE * site + 2] = spans.size();
            });
            List<SiteChange> changes = new ArrayList<>();
            List<Long> numbers = new ArrayList<>();
            changed.forEach((site, bySteps) -> {
                taps[NUMBERS_PER_SITE * site] = 1;
                for (ChangedRows rows : joined(List.copyOf(bySteps.values()))) {
                    changes.add(rows.change());
                    numbers.addAll(
                            List.of((long) site, (long) rows.change().kind().number(), (long) rows.from(), (long)
                                    rows.until()));
                }
            });
            assert numbers.size() == NUMBERS_PER_CHANGE * changes.size();
            return new HookPlan(
                    List.copyOf(spans),
                    taps,
                    blocks,
                    tapped,
                    numbers.stream().mapToLong(Long::longValue).toArray(),
                    List.copyOf(changes));
        }

        /**
         * Takes the first change of every step, then the second, and so on; the same change of adjacent rows is one. What
         * happens to a row stays in the order of its step.
         */
        private static List<ChangedRows> joined(List<List<ChangedRows>> bySteps) {
            List<ChangedRows> all = new ArrayList<>();
            int most = bySteps.stream().mapToInt(List::size).max().orElse(0);
            for (int turn = 0; turn < most; turn++) {
                int firstOfTurn = all.size();
                for (List<ChangedRows> ofStep : bySteps) {
                    if (turn < ofStep.size()) {
                        join(all, firstOfTurn, ofStep.get(turn));
                    }
                }
            }
            return all;
        }

        private static void join(List<ChangedRows> all, int firstOfTurn, ChangedRows next) {
            int last = all.size() - 1;
            if (last >= firstOfTurn && next.continues(all.get(last))) {
                all.set(last, new ChangedRows(next.change(), all.get(last).from(), next.until()));
            } else {
                all.add(next);
            }
        }
    }
}
