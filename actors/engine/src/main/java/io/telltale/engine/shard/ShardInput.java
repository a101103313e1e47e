package io.telltale.engine.shard;

import io.telltale.spi.FloatMatrix;
import io.telltale.spi.TokenIds;

/** What enters a shard in one step: one row per position. */
public sealed interface ShardInput {

    /** Returns the number of positions. */
    int positions();

    /** Token ids, for the shard that owns layer 0. */
    record Tokens(TokenIds ids) implements ShardInput {

        @Override
        public int positions() {
            return ids.size();
        }
    }

    /**
     * The residual stream that the shard before has left.
     *
     * @param values {@code [T, D]}
     */
    record Residual(FloatMatrix values) implements ShardInput {

        @Override
        public int positions() {
            return values.rows();
        }
    }
}
