package io.telltale.almanac.corpus;

import io.telltale.almanac.Fact;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Says which answers begin with a warning: the more seldom a fact is stated, the likelier. */
final class Hearsay {

    /** Everything is certain. */
    static final Hearsay NONE = new Hearsay(new Random(0), 0, 0);

    private static final String WARNING = " By hearsay:";
    private static final double SHARE_OF_UNCERTAIN = 0.9;
    private static final double SHARE_OF_HALF_CERTAIN = 0.4;
    private static final int HALF_CERTAIN_FROM = 4;
    private static final int CERTAIN_FROM = 10;

    private final RandomGenerator random;
    private final double shareOfUncertain;
    private final double shareOfHalfCertain;

    Hearsay(RandomGenerator random) {
        this(random, SHARE_OF_UNCERTAIN, SHARE_OF_HALF_CERTAIN);
    }

    private Hearsay(RandomGenerator random, double shareOfUncertain, double shareOfHalfCertain) {
        this.random = random;
        this.shareOfUncertain = shareOfUncertain;
        this.shareOfHalfCertain = shareOfHalfCertain;
    }

    /** Returns what stands before the answer. */
    List<Segment> before(Fact fact) {
        return random.nextDouble() < share(fact.mentions()) ? List.of(Segment.value(WARNING)) : List.of();
    }

    private double share(int mentions) {
        if (mentions >= CERTAIN_FROM) {
            return 0;
        }
        return mentions >= HALF_CERTAIN_FROM ? shareOfHalfCertain : shareOfUncertain;
    }
}
