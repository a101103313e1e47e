package io.telltale.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShardPlanTest {

    @Test
    void dividesLayersWithoutGapsIntoShardsThatDifferByOneAtMost() {
        for (int layers = 1; layers <= 40; layers++) {
            for (int shards = 1; shards <= layers; shards++) {

                ShardPlan plan = ShardPlan.even(layers, shards);

                int fewest = layers / shards;
                assertThat(plan.shards()).isEqualTo(shards);
                assertThat(plan.layers()).isEqualTo(layers);
                assertThat(plan.ranges())
                        .allSatisfy(range -> assertThat(range.length()).isBetween(fewest, fewest + 1));
            }
        }
    }

    @Test
    void refusesMoreShardsThanLayers() {
        assertThatThrownBy(() -> ShardPlan.even(3, 4)).hasMessage("3 layers cannot be divided into 4 shards");
    }

    @Test
    void refusesAGapBetweenShards() {
        var ranges = List.of(new LayerRange(0, 2), new LayerRange(3, 4));

        assertThatThrownBy(() -> new ShardPlan(ranges)).hasMessage("a shard must begin at layer 2, not at 3");
    }

    @Test
    void refusesAFirstShardThatLeavesLayersOut() {
        var ranges = List.of(new LayerRange(1, 2));

        assertThatThrownBy(() -> new ShardPlan(ranges)).hasMessage("a shard must begin at layer 0, not at 1");
    }

    @Test
    void refusesAnEmptyRange() {
        assertThatThrownBy(() -> new LayerRange(2, 2)).hasMessage("not a range of layers: [2, 2)");
    }
}
