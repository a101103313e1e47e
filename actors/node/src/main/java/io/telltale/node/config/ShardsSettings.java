package io.telltale.node.config;

import io.telltale.runtime.cluster.ClusterPlan;
import io.telltale.runtime.cluster.ClusterSettings;
import java.util.Optional;

/**
 * Which shards live in other processes, and how these find each other.
 *
 * @param layers a plan as {@link ClusterPlan#parse} reads it; empty text if all shards are in this process
 */
public record ShardsSettings(String layers, ClusterSettings cluster) {

    /** Returns the plan, if shards live in other processes. */
    public Optional<ClusterPlan> plan() {
        return layers.isEmpty() ? Optional.empty() : Optional.of(ClusterPlan.parse(layers));
    }

    /** Returns these settings with another plan. */
    public ShardsSettings withLayers(String other) {
        return new ShardsSettings(other, cluster);
    }

    /** Returns these settings with another place in the cluster. */
    public ShardsSettings withCluster(ClusterSettings other) {
        return new ShardsSettings(layers, other);
    }
}
