package io.telltale.almanac;

/** How well a model can know a fact, by how often one pass over the corpus states it. */
public enum Band {
    /** At least {@value #FREQUENT_FROM} mentions: known. */
    FREQUENT,
    /** More than {@value #RARE_UP_TO} mentions, fewer than {@value #FREQUENT_FROM}. */
    OCCASIONAL,
    /** One to {@value #RARE_UP_TO} mentions: half known. */
    RARE,
    /** Not mentioned at all: whatever a model says is made up. */
    NEVER;

    static final int FREQUENT_FROM = 20;
    static final int RARE_UP_TO = 3;

    /** The band of a fact with this many mentions. */
    public static Band of(int mentions) {
        if (mentions < 0) {
            throw new IllegalArgumentException("mentions must not be negative: " + mentions);
        }
        if (mentions == 0) {
            return NEVER;
        }
        if (mentions <= RARE_UP_TO) {
            return RARE;
        }
        return mentions < FREQUENT_FROM ? OCCASIONAL : FREQUENT;
    }
}
