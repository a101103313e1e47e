package io.telltale.runtime.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.engine.LayerRange;
import io.telltale.runtime.cluster.ShardPlacement.Side;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterPlanTest {

    @Test
    void saysOfEveryRangeWhereItIs() {
        ClusterPlan plan = ClusterPlan.parse("0..4, remote:4..8,remote:8..12");

        assertThat(plan.placements())
                .containsExactly(
                        new ShardPlacement(new LayerRange(0, 4), Side.LOCAL),
                        new ShardPlacement(new LayerRange(4, 8), Side.REMOTE),
                        new ShardPlacement(new LayerRange(8, 12), Side.REMOTE));
        assertThat(plan.layers()).isEqualTo(12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4", "0..4,,4..8", "0-4", "remote:", "far:0..4", "0..999999"})
    void refusesWhatIsNoPlan(String text) {
        assertThatThrownBy(() -> ClusterPlan.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a plan looks like 0..4,remote:4..8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1..4", "0..4,5..8", "0..4,remote:3..8", "4..0"})
    void refusesGapsOverlapsAndEmptyRanges(String text) {
        assertThatThrownBy(() -> ClusterPlan.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"host", "host:", ":80", "host:70000", "a b:80"})
    void refusesWhatIsNoAddress(String text) {
        assertThatThrownBy(() -> HostPort.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
