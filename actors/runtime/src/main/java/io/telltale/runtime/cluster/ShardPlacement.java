package io.telltale.runtime.cluster;

import io.telltale.engine.LayerRange;

/** Which process owns a range of layers. */
public record ShardPlacement(LayerRange layers, Side side) {

    /** Which side of the network a shard is on. */
    public enum Side {
        /** The process that generates. */
        LOCAL,
        /** Another process, which joins by itself. */
        REMOTE
    }
}
