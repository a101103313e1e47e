package io.telltale.benchmarks;

import java.util.Locale;

/**
 * One number of a report.
 *
 * @param bar what the design promises for it and whether that is met; empty where it promises nothing
 */
record Figure(String name, double value, String unit, String bar) {

    /** A number that only informs. */
    static Figure of(String name, double value, String unit) {
        return new Figure(name, value, unit, "");
    }

    /** A number that should not be less than a bar. */
    static Figure atLeast(double bar, String name, double value, String unit) {
        return new Figure(name, value, unit, verdict(">=", bar, value >= bar));
    }

    /** A number that should not be more than a bar. */
    static Figure atMost(double bar, String name, double value, String unit) {
        return new Figure(name, value, unit, verdict("<=", bar, value <= bar));
    }

    /** A count of what should never happen. */
    static Figure none(String name, long count, String unit) {
        return atMost(0, name, (double) count, unit);
    }

    private static String verdict(String comparison, double bar, boolean met) {
        return String.format(Locale.ROOT, "%s %s %s", comparison, shown(bar), met ? "met" : "NOT met");
    }

    /** Returns the line of a table. */
    String line() {
        return String.format(Locale.ROOT, "  %-52s %12s %-10s %s", name, shown(value), unit, bar)
                .stripTrailing();
    }

    private static String shown(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e12) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.4f" : "%.1f", value);
    }
}
