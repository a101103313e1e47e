package io.telltale.almanac.evaluation;

import io.telltale.almanac.Fact;
import java.util.List;

/** A range of mentions, one point of the curve of knowledge; both ends belong to it. */
public record MentionBucket(int from, int to) {

    static final List<MentionBucket> ALL = List.of(
            new MentionBucket(0, 0),
            new MentionBucket(1, 1),
            new MentionBucket(2, 2),
            new MentionBucket(3, 3),
            new MentionBucket(4, 6),
            new MentionBucket(7, 10),
            new MentionBucket(11, 19),
            new MentionBucket(20, 39),
            new MentionBucket(40, 79),
            new MentionBucket(80, Integer.MAX_VALUE));

    /** The bucket a fact falls into. */
    static MentionBucket of(Fact fact) {
        return ALL.stream()
                .filter(bucket -> fact.mentions() >= bucket.from && fact.mentions() <= bucket.to)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public String toString() {
        if (from == to) {
            return String.valueOf(from);
        }
        return to == Integer.MAX_VALUE ? from + " or more" : from + " to " + to;
    }
}
