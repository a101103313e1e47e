package io.telltale.runtime.cluster;

import io.telltale.engine.LayerRange;
import io.telltale.engine.ShardPlan;
import io.telltale.runtime.cluster.ShardPlacement.Side;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A shard plan that says of every range whether it is in this process. */
public record ClusterPlan(List<ShardPlacement> placements) {

    private static final Pattern PART = Pattern.compile("(remote:)?(\\d{1,5})\\.\\.(\\d{1,5})");

    /**
     * @throws IllegalArgumentException unless the ranges follow each other from layer 0 on
     */
    public ClusterPlan {
        placements = List.copyOf(placements);
        shardPlan(placements);
    }

    private static ShardPlan shardPlan(List<ShardPlacement> placements) {
        return new ShardPlan(placements.stream().map(ShardPlacement::layers).toList());
    }

    /**
     * Reads a plan: ranges with commas between them, {@code remote:} before those of other processes.
     *
     * @param text for example {@code 0..4,remote:4..8,remote:8..12}
     * @throws IllegalArgumentException if it is none
     */
    public static ClusterPlan parse(String text) {
        return new ClusterPlan(Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .map(ClusterPlan::placement)
                .toList());
    }

    private static ShardPlacement placement(String part) {
        Matcher matcher = PART.matcher(part);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "not a range of layers: '" + part + "'; a plan looks like 0..4,remote:4..8,remote:8..12");
        }
        LayerRange layers = new LayerRange(Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(3)));
        return new ShardPlacement(layers, matcher.group(1) == null ? Side.LOCAL : Side.REMOTE);
    }

    /**
     * Reads one range of layers.
     *
     * @param text for example {@code 4..8}
     * @throws IllegalArgumentException if it is none
     */
    public static LayerRange parseRange(String text) {
        ShardPlacement placement = placement(text.strip());
        if (placement.side() == Side.REMOTE) {
            throw new IllegalArgumentException("a shard's own layers are written without 'remote:': " + text);
        }
        return placement.layers();
    }

    /** Returns the ranges on one side. */
    List<LayerRange> of(Side side) {
        return placements.stream()
                .filter(placement -> placement.side() == side)
                .map(ShardPlacement::layers)
                .toList();
    }

    /** Returns the number of layers. */
    public int layers() {
        return shardPlan(placements).layers();
    }
}
