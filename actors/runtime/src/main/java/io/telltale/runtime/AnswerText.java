package io.telltale.runtime;

import java.util.List;

/**
 * The text of an answer as it grows. Holds back what may turn out to be the beginning of a stop text, and ends the answer before
 * a stop text.
 */
final class AnswerText {

    private final List<String> stops;
    private final StringBuilder text = new StringBuilder();
    private int released;
    private boolean stopped;

    AnswerText(List<String> stops) {
        this.stops = stops.stream().filter(stop -> !stop.isEmpty()).toList();
    }

    /** Takes in new characters and returns those that may be shown now. */
    String push(String more) {
        if (stopped) {
            return "";
        }
        int searchFrom = Math.max(0, text.length() - longestStop());
        text.append(more);
        int end = firstStop(searchFrom);
        if (end >= 0) {
            stopped = true;
            text.setLength(end);
            return release(end);
        }
        return release(text.length() - heldBack());
    }

    /** Returns what was held back, once no more characters come. */
    String finish() {
        return release(text.length());
    }

    boolean stopped() {
        return stopped;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private String release(int until) {
        int from = Math.min(released, until);
        released = Math.max(released, until);
        return text.substring(from, until);
    }

    private int longestStop() {
        return stops.stream().mapToInt(String::length).max().orElse(0);
    }

    private int firstStop(int searchFrom) {
        return stops.stream()
                .mapToInt(stop -> text.indexOf(stop, searchFrom))
                .filter(index -> index >= 0)
                .min()
                .orElse(-1);
    }

    private int heldBack() {
        int longest = 0;
        for (String stop : stops) {
            for (int length = Math.min(stop.length() - 1, text.length()); length > longest; length--) {
                if (text.indexOf(stop.substring(0, length), text.length() - length) >= 0) {
                    longest = length;
                }
            }
        }
        return longest;
    }
}
