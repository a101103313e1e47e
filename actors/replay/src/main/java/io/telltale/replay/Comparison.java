package io.telltale.replay;

import io.telltale.replay.Conclusions.Line;
import io.telltale.replay.Conclusions.Statement;
import io.telltale.spi.PluginId;
import io.telltale.spi.SequenceId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Compares plugin by plugin, sequence by sequence, statement by statement; scores must agree in every bit. */
final class Comparison {

    private final Conclusions live;
    private final Predicate<SequenceId> compared;
    private final LedgerNotes ledger;
    private final List<Difference> differences = new ArrayList<>();
    private final List<Difference> accounted = new ArrayList<>();
    private long verdicts;

    /** @param compared the sequences to compare */
    Comparison(Conclusions live, Predicate<SequenceId> compared, LedgerNotes ledger) {
        this.live = live;
        this.compared = compared;
        this.ledger = ledger;
    }

    /** Returns the differences that the ledger does not account for. */
    List<Difference> differences() {
        return differences;
    }

    /** Returns the differences that the ledger accounts for. */
    List<Difference> accounted() {
        return accounted;
    }

    /** Returns how many recorded verdicts were compared. */
    long verdicts() {
        return verdicts;
    }

    void compare(PluginId plugin, Conclusions replayed) {
        for (Line line : lines(plugin, live.judgedLines(), replayed.judgedLines())) {
            verdicts += live.verdicts(line).size();
            compare(line, live.verdicts(line), replayed.verdicts(line));
        }
        for (Line line : lines(plugin, live.proposedLines(), replayed.proposedLines())) {
            compare(line, live.proposals(line), replayed.proposals(line));
        }
    }

    private Set<Line> lines(PluginId plugin, Set<Line> one, Set<Line> other) {
        Set<Line> lines = new LinkedHashSet<>(one);
        lines.addAll(other);
        lines.removeIf(line -> !line.plugin().equals(plugin) || !compared.test(line.sequence()));
        return lines;
    }

    /** Compares moment by moment, so that one statement too few does not shift all that follow. */
    private void compare(Line line, List<? extends Statement> said, List<? extends Statement> replayed) {
        Map<Long, List<Statement>> live = byMoment(said);
        Map<Long, List<Statement>> again = byMoment(replayed);
        Set<Long> moments = new TreeSet<>(live.keySet());
        moments.addAll(again.keySet());
        for (long moment : moments) {
            compareMoment(line, live.getOrDefault(moment, List.of()), again.getOrDefault(moment, List.of()));
        }
    }

    private static Map<Long, List<Statement>> byMoment(List<? extends Statement> statements) {
        return statements.stream().collect(Collectors.groupingBy(Statement::moment));
    }

    private void compareMoment(Line line, List<Statement> said, List<Statement> replayed) {
        int both = Math.min(said.size(), replayed.size());
        for (int i = 0; i < both; i++) {
            Statement live = said.get(i);
            Statement again = replayed.get(i);
            if (!live.equals(again)) {
                add(new Difference.Changed(line.plugin(), line.sequence(), live.text(), again.text()), again);
            }
        }
        said.stream()
                .skip(both)
                .forEach(live -> add(new Difference.OnlyLive(line.plugin(), line.sequence(), live.text()), live));
        replayed.stream()
                .skip(both)
                .forEach(again -> add(new Difference.OnlyReplay(line.plugin(), line.sequence(), again.text()), again));
    }

    private void add(Difference difference, Statement about) {
        (ledger.accountFor(difference, about) ? accounted : differences).add(difference);
    }
}
