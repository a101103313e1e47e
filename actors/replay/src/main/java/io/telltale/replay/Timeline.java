package io.telltale.replay;

import io.telltale.replay.Conclusions.Judged;
import io.telltale.replay.Conclusions.Proposed;
import io.telltale.replay.Conclusions.Statement;
import io.telltale.spi.Activations;
import io.telltale.spi.SequenceId;
import io.telltale.transport.ActivationsCaptured;
import io.telltale.transport.CaptureEnded;
import io.telltale.transport.LogEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** When the events of each sequence were captured. */
final class Timeline {

    private static final class Course {
        private final NavigableMap<Long, Instant> byEvent = new TreeMap<>();
        private final NavigableMap<Long, Instant> byPosition = new TreeMap<>();
        private long steps;
        private boolean ended;
    }

    private final Map<SequenceId, Course> courses = new HashMap<>();

    void add(LogEvent event) {
        switch (event) {
            case ActivationsCaptured captured -> {
                Activations step = captured.activations();
                Course course = course(step.sequence().id());
                course.steps++;
                course.byEvent.put(step.eventNumber(), captured.at());
                course.byPosition.put(step.step().until() - 1L, captured.at());
            }
            case CaptureEnded ended -> {
                Course course = course(ended.sequence().id());
                course.ended = true;
                course.byEvent.put(ended.events(), ended.at());
            }
            default -> throw new IllegalArgumentException("not an event of the activations: " + event);
        }
    }

    /** Returns how many activation events some sequences have. */
    long events(Predicate<SequenceId> some) {
        return courses.entrySet().stream()
                .filter(course -> some.test(course.getKey()))
                .mapToLong(course -> course.getValue().steps)
                .sum();
    }

    /** Returns whether a sequence was read from its first event to its end. */
    boolean isWhole(SequenceId sequence) {
        Course course = courses.get(sequence);
        return course != null && course.ended && course.byEvent.containsKey(0L);
    }

    /** Returns when the first event of a sequence was captured, if there is one. */
    Optional<Instant> begun(SequenceId sequence) {
        return Optional.ofNullable(courses.get(sequence))
                .map(course -> course.byEvent.firstEntry().getValue());
    }

    /** Returns when the event was captured that a statement on a sequence is about, or the last one before it that is known. */
    Optional<Instant> captured(SequenceId sequence, Statement statement) {
        return Optional.ofNullable(courses.get(sequence))
                .map(course -> switch (statement) {
                    case Judged judged -> course.byEvent;
                    case Proposed proposed -> course.byPosition;
                })
                .map(times -> times.floorEntry(statement.moment()))
                .map(Map.Entry::getValue);
    }

    private Course course(SequenceId sequence) {
        return courses.computeIfAbsent(sequence, key -> new Course());
    }
}
