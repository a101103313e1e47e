package io.telltale.spi;

import java.util.Arrays;
import java.util.stream.IntStream;

/** An immutable list of token ids. */
public final class TokenIds {

    private static final TokenIds NONE = new TokenIds(new int[0]);

    private final int[] ids;

    private TokenIds(int[] ids) {
        this.ids = ids;
    }

    /** Makes a list of a copy of the ids. */
    public static TokenIds of(int... ids) {
        return ids.length == 0 ? NONE : new TokenIds(ids.clone());
    }

    /** Returns the number of tokens. */
    public int size() {
        return ids.length;
    }

    public boolean isEmpty() {
        return ids.length == 0;
    }

    /** Returns the id at an index. */
    public int at(int index) {
        return ids[index];
    }

    /** Returns the ids of the indices {@code [from, until)}. */
    public TokenIds slice(int from, int until) {
        return new TokenIds(Arrays.copyOfRange(ids, from, until));
    }

    /** Returns these ids followed by others. */
    public TokenIds plus(int... more) {
        int[] all = Arrays.copyOf(ids, ids.length + more.length);
        System.arraycopy(more, 0, all, ids.length, more.length);
        return new TokenIds(all);
    }

    public IntStream stream() {
        return Arrays.stream(ids);
    }

    /** Returns a copy of the ids. */
    public int[] toArray() {
        return ids.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenIds tokens && Arrays.equals(ids, tokens.ids);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ids);
    }

    @Override
    public String toString() {
        return Arrays.toString(ids);
    }
}
