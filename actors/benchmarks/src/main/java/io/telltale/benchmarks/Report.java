package io.telltale.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What a benchmark found.
 *
 * @param benchmark name of the subcommand
 * @param setting what was measured, in one line
 */
record Report(String benchmark, String setting, List<Figure> figures) {

    private static final ObjectMapper JSON = new ObjectMapper();

    Report {
        figures = List.copyOf(figures);
    }

    /** Returns the lines of a screen. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(benchmark + ": " + setting);
        figures.forEach(figure -> lines.add(figure.line()));
        return lines;
    }

    /** Returns the lines of a screen that shows only what the design promises. */
    List<String> barLines() {
        List<String> lines = new ArrayList<>();
        lines.add("bars");
        withBars().forEach(figure -> lines.add(figure.line()));
        return lines;
    }

    private List<Figure> withBars() {
        return figures.stream()
                .filter(figure -> figure.bar().verdict() != Figure.Verdict.NO_BAR)
                .toList();
    }

    /** Returns every figure, and what the design promises with what was measured and whether it is met. */
    ObjectNode json() {
        ObjectNode root = JSON.createObjectNode().put("benchmark", benchmark).put("setting", setting);
        for (Figure figure : figures) {
            ObjectNode node = root.withArray("figures").addObject().put("name", figure.name());
            putNumber(node, "value", figure.value());
            node.put("unit", figure.unit()).put("bar", figure.bar().text());
        }
        root.withArray("bars");
        for (Figure figure : withBars()) {
            ObjectNode node = root.withArray("bars").addObject().put("name", figure.name());
            putNumber(node, "measured", figure.value());
            node.put("bar", figure.bar().demand())
                    .put("met", figure.bar().verdict() == Figure.Verdict.MET)
                    .put("note", figure.bar().note());
        }
        return root;
    }

    /** JSON has no number for what was not measured. */
    private static void putNumber(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }
}
