package io.telltale.engine.shard;

/**
 * The keys and values of one sequence in one shard, and how many positions of them hold.
 *
 * <p>It grows by doubling up to the length that is expected, so a short sequence takes little, a long one is copied seldom,
 * and none takes more than was foreseen.
 */
final class KeyValueCache {

    static final int FIRST_CAPACITY = 64;

    private final NativeShard shard;
    private final long id;
    private final int limit;
    private final int expected;
    private final int rotaryVariant;
    private int capacity;
    private int length;

    private KeyValueCache(NativeShard shard, long id, int limit, int expected, int rotaryVariant) {
        this.shard = shard;
        this.id = id;
        this.limit = limit;
        this.expected = expected;
        this.rotaryVariant = rotaryVariant;
    }

    /**
     * Makes room for a sequence.
     *
     * @param id by which the native shard knows it
     * @param limit most positions that it may hold
     * @param expected how many positions it is expected to hold; it takes room for more only when they come
     */
    static KeyValueCache open(NativeShard shard, long id, int limit, int expected, int rotaryVariant) {
        var cache = new KeyValueCache(shard, id, limit, expected, rotaryVariant);
        cache.capacity = Math.min(limit, FIRST_CAPACITY);
        shard.open(id, cache.capacity);
        return cache;
    }

    /** Makes room for another sequence that begins with the first positions of this one. */
    KeyValueCache fork(long other, int positions) {
        // How long it will become is not known: it grows by little, so that it never takes much more than it holds.
        var cache = new KeyValueCache(shard, other, limit, 0, rotaryVariant);
        cache.capacity = Math.min(limit, positions + FIRST_CAPACITY);
        cache.length = positions;
        shard.fork(id, other, positions, cache.capacity);
        return cache;
    }

    long id() {
        return id;
    }

    int rotaryVariant() {
        return rotaryVariant;
    }

    int length() {
        return length;
    }

    /** Makes room for positions up to {@code until}, which must not pass the limit. */
    void reserve(int until) {
        if (until > capacity) {
            long doubled = Math.min(2L * capacity, Math.max(expected, capacity + (long) FIRST_CAPACITY));
            int wanted = (int) Math.min(limit, Math.max(until, doubled));
            shard.grow(id, length, wanted);
            capacity = wanted;
        }
    }

    /** Sets how many positions hold. What lies behind them is overwritten before it is read again. */
    void setLength(int positions) {
        length = positions;
    }

    void release() {
        shard.release(id);
    }
}
