package io.telltale.engine.text;

import java.util.List;

/**
 * Looks for stop strings in a text that arrives piece by piece, and keeps back what may be the beginning of one.
 *
 * <p>For one thread at a time.
 */
public final class StopScanner {

    private final List<String> stops;
    private String waiting = "";
    private boolean found;

    /**
     * @param stops strings that end the text; may be empty
     * @throws IllegalArgumentException if one of them is empty
     */
    public StopScanner(List<String> stops) {
        this.stops = List.copyOf(stops);
        if (this.stops.contains("")) {
            throw new IllegalArgumentException("a stop string must not be empty");
        }
    }

    /** Takes the next piece and returns the text that is certain not to belong to a stop string. */
    public String push(String piece) {
        if (found) {
            return "";
        }
        String text = waiting + piece;
        int stop = firstStop(text);
        found = stop >= 0;
        int until = found ? stop : text.length() - longestBeginning(text);
        waiting = found ? "" : text.substring(until);
        return text.substring(0, until);
    }

    /** Returns whether a stop string has been met; nothing comes out after it. */
    public boolean found() {
        return found;
    }

    /** Returns what was kept back; the text is at its end. */
    public String finish() {
        String rest = waiting;
        waiting = "";
        return rest;
    }

    private int firstStop(String text) {
        return stops.stream()
                .mapToInt(text::indexOf)
                .filter(at -> at >= 0)
                .min()
                .orElse(-1);
    }

    /** The length of the longest end of the text with which a stop string begins. */
    private int longestBeginning(String text) {
        return stops.stream().mapToInt(stop -> overlap(text, stop)).max().orElse(0);
    }

    private static int overlap(String text, String stop) {
        int length = Math.min(text.length(), stop.length() - 1);
        while (!text.endsWith(stop.substring(0, length))) {
            length--;
        }
        return length;
    }
}
