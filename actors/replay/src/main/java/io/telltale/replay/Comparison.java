package io.telltale.replay;

import io.telltale.replay.Conclusions.Line;
import io.telltale.replay.Conclusions.Statement;
import io.telltale.spi.PluginId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Compares plugin by plugin, sequence by sequence, statement by statement; scores must agree in every bit. */
final class Comparison {

    private final Conclusions live;
    private final List<Difference> differences = new ArrayList<>();
    private long verdicts;

    Comparison(Conclusions live) {
        this.live = live;
    }

    List<Difference> differences() {
        return differences;
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

    private static Set<Line> lines(PluginId plugin, Set<Line> one, Set<Line> other) {
        Set<Line> lines = new LinkedHashSet<>(one);
        lines.addAll(other);
        lines.removeIf(line -> !line.plugin().equals(plugin));
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
            if (!said.get(i).equals(replayed.get(i))) {
                differences.add(new Difference.Changed(
                        line.plugin(),
                        line.sequence(),
                        said.get(i).text(),
                        replayed.get(i).text()));
            }
        }
        said.stream()
                .skip(both)
                .forEach(statement ->
                        differences.add(new Difference.OnlyLive(line.plugin(), line.sequence(), statement.text())));
        replayed.stream()
                .skip(both)
                .forEach(statement ->
                        differences.add(new Difference.OnlyReplay(line.plugin(), line.sequence(), statement.text())));
    }
}
