package io.telltale.almanac.evaluation;

/**
 * A figure and what is demanded of it.
 *
 * @param measured a share from 0 to 1
 * @param lowest the smallest share that meets the bar
 * @param highest the largest share that meets the bar
 */
public record Bar(String name, double measured, double lowest, double highest) {

    static Bar atLeast(String name, double measured, double lowest) {
        return new Bar(name, measured, lowest, 1);
    }

    static Bar atMost(String name, double measured, double highest) {
        return new Bar(name, measured, 0, highest);
    }

    /** Whether the figure is good enough. */
    public boolean met() {
        return measured >= lowest && measured <= highest;
    }
}
