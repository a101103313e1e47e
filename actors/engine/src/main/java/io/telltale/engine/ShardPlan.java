package io.telltale.engine;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Which shard owns which layers: a partition of all layers, in order and without gaps.
 *
 * @param ranges one per shard, the first begins at layer 0
 */
public record ShardPlan(List<LayerRange> ranges) {

    public ShardPlan {
        ranges = List.copyOf(ranges);
        if (ranges.isEmpty()) {
            throw new IllegalArgumentException("a shard plan needs at least one range of layers");
        }
        int next = 0;
        for (LayerRange range : ranges) {
            if (range.from() != next) {
                throw new IllegalArgumentException("a shard must begin at layer " + next + ", not at " + range.from());
            }
            next = range.until();
        }
    }

    /** Puts all layers into one shard. */
    public static ShardPlan single(int layers) {
        return even(layers, 1);
    }

    /**
     * Divides layers into shards whose sizes differ by one at most.
     *
     * @throws IllegalArgumentException unless {@code 1 <= shards <= layers}
     */
    public static ShardPlan even(int layers, int shards) {
        if (shards < 1 || shards > layers) {
            throw new IllegalArgumentException(layers + " layers cannot be divided into " + shards + " shards");
        }
        return new ShardPlan(IntStream.range(0, shards)
                .mapToObj(shard -> new LayerRange(boundary(layers, shards, shard), boundary(layers, shards, shard + 1)))
                .toList());
    }

    private static int boundary(int layers, int shards, int shard) {
        return (int) ((long) layers * shard / shards);
    }

    /** Returns the number of layers of the model that this plan covers. */
    public int layers() {
        return ranges.getLast().until();
    }

    /** Returns the number of shards. */
    public int shards() {
        return ranges.size();
    }
}
