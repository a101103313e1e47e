package io.telltale.node.http;

import io.telltale.node.http.wire.Usage;
import io.telltale.runtime.GenerationEnd;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Waits until all choices of one answer have ended. Safe for use by several threads. */
final class ChoiceEnds {

    private final int choices;
    private final TreeMap<Integer, GenerationEnd> ends = new TreeMap<>();

    ChoiceEnds(int choices) {
        this.choices = choices;
    }

    /** Notes that a choice has ended; returns the ends of all, in the order of the choices, if it was the last. */
    synchronized Optional<List<GenerationEnd>> add(int choice, GenerationEnd end) {
        ends.put(choice, end);
        return ends.size() == choices ? Optional.of(List.copyOf(ends.values())) : Optional.empty();
    }

    /** Counts the prompt once, as the first choice computed it, and the answers of all choices. */
    static Usage usage(List<GenerationEnd> ends) {
        int answers = ends.stream().mapToInt(end -> end.tokens().size()).sum();
        GenerationEnd first = ends.getFirst();
        return Usage.of(first.prompt().size(), answers, first.reusedPositions());
    }
}
