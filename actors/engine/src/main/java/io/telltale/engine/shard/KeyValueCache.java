package io.telltale.engine.shard;

import ai.djl.pytorch.jni.IValue;
import java.util.function.IntFunction;

/**
 * The keys and values of one sequence in one shard, and how many positions of them hold.
 *
 * <p>It grows by doubling up to the context limit, so a short sequence takes little and a long one is copied seldom.
 */
final class KeyValueCache implements AutoCloseable {

    static final int FIRST_CAPACITY = 64;

    private final NativeModule module;
    private final int limit;
    private IValue tensors;
    private int capacity;
    private int length;

    /**
     * @param allocate makes the tensors for a number of positions
     */
    KeyValueCache(NativeModule module, int limit, IntFunction<IValue> allocate) {
        this.module = module;
        this.limit = limit;
        this.capacity = Math.min(limit, FIRST_CAPACITY);
        this.tensors = allocate.apply(capacity);
    }

    int length() {
        return length;
    }

    int limit() {
        return limit;
    }

    IValue tensors() {
        return tensors;
    }

    /** Makes room for positions up to {@code until}, which must not pass the limit. */
    void reserve(int until) {
        if (until <= capacity) {
            return;
        }
        int wanted = (int) Math.min(limit, Math.max(until, 2L * capacity));
        try (IValue held = IValue.from((long) length);
                IValue room = IValue.from((long) wanted)) {
            IValue grown = module.call("grown_cache", tensors, held, room);
            tensors.close();
            tensors = grown;
            capacity = wanted;
        }
    }

    /** Sets how many positions hold. What lies behind them is overwritten before it is read again. */
    void setLength(int positions) {
        length = positions;
    }

    @Override
    public void close() {
        tensors.close();
    }
}
