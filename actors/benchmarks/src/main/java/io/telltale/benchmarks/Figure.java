package io.telltale.benchmarks;

import java.util.Locale;

/** One number of a report. */
record Figure(String name, double value, String unit, Bar bar) {

    /**
     * What the design promises for a number.
     *
     * @param demand a comparison with a number; empty where nothing is promised
     * @param note why it could not be measured; empty if it was
     */
    record Bar(String demand, Verdict verdict, String note) {

        static final Bar NONE = new Bar("", Verdict.NO_BAR, "");

        /** Returns what stands behind the number on a screen. */
        String text() {
            return switch (verdict) {
                case NO_BAR -> "";
                case MET -> demand + " met";
                case NOT_MET -> demand + " NOT met";
                case NOT_MEASURED -> demand + " not measured: " + note;
            };
        }
    }

    /** Whether a promise is kept. */
    enum Verdict {
        NO_BAR,
        MET,
        NOT_MET,
        NOT_MEASURED
    }

    private static final String AT_LEAST = ">=";
    private static final String AT_MOST = "<=";

    /** A number that only informs. */
    static Figure of(String name, double value, String unit) {
        return new Figure(name, value, unit, Bar.NONE);
    }

    /** A number that should not be less than a bar. */
    static Figure atLeast(double bar, String name, double value, String unit) {
        return judged(name, value, unit, demand(AT_LEAST, bar), value >= bar ? Verdict.MET : Verdict.NOT_MET);
    }

    /** A number that should not be more than a bar. */
    static Figure atMost(double bar, String name, double value, String unit) {
        return judged(name, value, unit, demand(AT_MOST, bar), value <= bar ? Verdict.MET : Verdict.NOT_MET);
    }

    /** A number that should not be less than a bar, and could not be measured. */
    static Figure notMeasuredAtLeast(double bar, String name, String why) {
        return new Figure(name, Double.NaN, "", new Bar(demand(AT_LEAST, bar), Verdict.NOT_MEASURED, why));
    }

    /** A count of what should never happen. */
    static Figure none(String name, long count, String unit) {
        return atMost(0, name, (double) count, unit);
    }

    private static Figure judged(String name, double value, String unit, String demand, Verdict verdict) {
        return new Figure(name, value, unit, new Bar(demand, verdict, ""));
    }

    private static String demand(String comparison, double bar) {
        return comparison + " " + shown(bar);
    }

    /** Returns the line of a table. */
    String line() {
        return String.format(Locale.ROOT, "  %-72s %12s %-10s %s", name, shown(value), unit, bar.text())
                .stripTrailing();
    }

    /** Writes a number with as many digits as matter. */
    static String shown(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e12) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.4f" : "%.1f", value);
    }
}
