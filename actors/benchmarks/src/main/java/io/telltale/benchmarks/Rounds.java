package io.telltale.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rates of contenders that took turns.
 *
 * @param rates by contender, one per round; the same round stands at the same index everywhere
 */
record Rounds(Map<String, List<Double>> rates) {

    /** One turn of one contender; returns its rate. */
    @FunctionalInterface
    interface Turn {
        double rate() throws Exception;
    }

    /** The smallest, the middle and the largest of some values. */
    record Spread(double least, double median, double most) {}

    /**
     * Lets every contender run once per round, each round beginning with the next one. One more round is run first and dropped.
     *
     * @param contenders in the order of the first round
     */
    static Rounds measure(int rounds, Map<String, Turn> contenders) throws Exception {
        List<String> order = new ArrayList<>(contenders.keySet());
        Map<String, List<Double>> rates = new LinkedHashMap<>();
        order.forEach(name -> rates.put(name, new ArrayList<>()));
        List<Map.Entry<String, Turn>> turns = new ArrayList<>(contenders.entrySet());
        for (int round = 0; round <= rounds; round++) {
            for (int i = 0; i < turns.size(); i++) {
                Map.Entry<String, Turn> next = turns.get((round + i) % turns.size());
                double rate = next.getValue().rate();
                if (round > 0) {
                    rates.getOrDefault(next.getKey(), new ArrayList<>()).add(rate);
                }
            }
        }
        return new Rounds(rates);
    }

    /** Returns the median rate of a contender. */
    double median(String contender) {
        return spread(of(contender)).median();
    }

    /** Returns the ratio of one contender to another, round by round. */
    Spread ratio(String contender, String base) {
        return ratio(of(contender), of(base));
    }

    /** Returns the ratio of two series, round by round. */
    static Spread ratio(List<Double> above, List<Double> below) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < above.size(); i++) {
            ratios.add(above.get(i) / below.get(i));
        }
        return spread(ratios);
    }

    /** Returns the rates of a contender, one per round; none if it took no part. */
    List<Double> of(String contender) {
        return rates.getOrDefault(contender, List.of());
    }

    /** Returns whether a contender took part. */
    boolean has(String contender) {
        return rates.containsKey(contender);
    }

    static Spread spread(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(sorted[0], median, sorted[sorted.length - 1]);
    }
}
