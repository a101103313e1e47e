package io.telltale.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoundsTest {

    private static final double ROUNDING = 1e-12;

    @Test
    void takesTurnsInRotatingOrderAndDropsTheFirstRound() throws Exception {
        List<String> order = new ArrayList<>();

        Rounds rounds = Rounds.measure(2, contenders(order));

        assertThat(order).containsExactly("a", "b", "b", "a", "a", "b");
        assertThat(rounds.rates().get("a")).containsExactly(4.0, 5.0);
    }

    @Test
    void ratiosAreTakenRoundByRound() {
        Rounds rounds = new Rounds(Map.of("fast", List.of(2.0, 30.0, 8.0), "slow", List.of(1.0, 10.0, 2.0)));

        Rounds.Spread ratio = rounds.ratio("fast", "slow");

        assertThat(ratio.least()).isEqualTo(2, within(ROUNDING));
        assertThat(ratio.median()).isEqualTo(3, within(ROUNDING));
        assertThat(ratio.most()).isEqualTo(4, within(ROUNDING));
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetweenTheMiddleTwo() {
        Rounds.Spread spread = Rounds.spread(List.of(4.0, 1.0, 3.0, 2.0));

        assertThat(spread.median()).isEqualTo(2.5, within(ROUNDING));
    }

    /** Each turn's rate is its number in the order of turns, from 1. */
    private static Map<String, Rounds.Turn> contenders(List<String> order) {
        Map<String, Rounds.Turn> contenders = new LinkedHashMap<>();
        for (String name : List.of("a", "b")) {
            contenders.put(name, () -> {
                order.add(name);
                return order.size();
            });
        }
        return contenders;
    }
}
