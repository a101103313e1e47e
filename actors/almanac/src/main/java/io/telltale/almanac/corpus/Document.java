package io.telltale.almanac.corpus;

import java.util.List;
import java.util.stream.Collectors;

/** One document of the corpus, cut at the borders of values; every cut lies between two words. */
public record Document(List<Segment> segments) {

    public Document {
        segments = List.copyOf(segments);
    }

    /** The whole text. */
    public String text() {
        return segments.stream().map(Segment::text).collect(Collectors.joining());
    }
}
