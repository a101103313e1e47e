package io.telltale.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * What a benchmark found.
 *
 * @param benchmark name of the subcommand
 * @param setting what was measured, in one line
 */
record Report(String benchmark, String setting, List<Figure> figures) {

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
}
