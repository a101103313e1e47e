package io.telltale.spi;

/**
 * The positions {@code [from, until)} of a sequence.
 *
 * @param from first position
 * @param until position after the last
 */
public record TokenSpan(int from, int until) {

    public TokenSpan {
        if (from < 0 || until < from) {
            throw new IllegalArgumentException("not a span of positions: [" + from + ", " + until + ")");
        }
    }

    /** Returns the span of one position. */
    public static TokenSpan at(int position) {
        return new TokenSpan(position, position + 1);
    }

    /** Returns the number of positions. */
    public int length() {
        return until - from;
    }

    public boolean contains(int position) {
        return from <= position && position < until;
    }

    @Override
    public String toString() {
        return "[" + from + ", " + until + ")";
    }
}
