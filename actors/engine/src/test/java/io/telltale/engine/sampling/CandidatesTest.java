package io.telltale.engine.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The selection agrees with a plain reading of the filters that sorts the whole vocabulary, for random scores. */
class CandidatesTest {

    private static final int SIZE = 300;

    @ParameterizedTest
    @MethodSource("seeds")
    void keepsWhatSortingTheVocabularyKeeps(long seed) {
        var random = new SplittableRandom(seed);
        Logits logits = logits(random);
        double temperature = 0.2 + 3 * random.nextDouble();
        CandidateFilters filters = filters(random);

        Map<Integer, Double> kept = Candidates.of(logits, temperature, filters).probabilities();

        Map<Integer, Double> expected = sorting(logits, temperature, filters);
        assertThat(kept).containsOnlyKeys(expected.keySet());
        expected.forEach((id, probability) -> assertThat(kept.get(id)).isCloseTo(probability, within(1e-12)));
    }

    @Test
    void keepsAllThatAreAsGoodAsTheLastOfTopK() {
        Logits logits = Logits.copyOf(new float[] {1, 3, 2, 2, 0, 2});

        assertThat(Candidates.of(logits, 1, new CandidateFilters(2, 1, 0)).probabilities())
                .containsOnlyKeys(1, 2, 3, 5);
    }

    @Test
    void keepsTheLowestIdsAmongEqualsAtTheEdgeOfTopP() {
        Logits logits = Logits.copyOf(new float[] {0, 0, 0, 0});

        assertThat(Candidates.of(logits, 1, CandidateFilters.topP(0.5)).probabilities())
                .containsOnlyKeys(0, 1);
    }

    @Test
    void givesEveryCandidateAsMuchRoomAsItWeighs() {
        Logits logits = Logits.copyOf(new float[] {(float) Math.log(2), 0, (float) Math.log(5)});
        Candidates candidates = Candidates.of(logits, 1, CandidateFilters.NONE);

        assertThat(List.of(0.0, 0.24, 0.26, 0.37, 0.38, 0.999999))
                .extracting(candidates::at)
                .containsExactly(0, 0, 1, 1, 2, 2);
    }

    /** Coarse scores for half of the seeds, so that there are many equals. */
    private static Logits logits(SplittableRandom random) {
        boolean coarse = random.nextBoolean();
        float[] scores = new float[SIZE];
        for (int id = 0; id < SIZE; id++) {
            float score = (float) (random.nextDouble() * 12 - 6);
            scores[id] = coarse ? Math.round(score) : score;
        }
        return Logits.owning(scores);
    }

    private static CandidateFilters filters(SplittableRandom random) {
        return new CandidateFilters(
                random.nextBoolean() ? 0 : 1 + random.nextInt(SIZE),
                random.nextBoolean() ? 1 : 0.01 + 0.98 * random.nextDouble(),
                random.nextBoolean() ? 0 : 0.2 * random.nextDouble());
    }

    private static Map<Integer, Double> sorting(Logits logits, double temperature, CandidateFilters filters) {
        List<Integer> ranked = new ArrayList<>(IntStream.range(0, SIZE).boxed().toList());
        ranked.sort(Comparator.comparingDouble((Integer id) -> -logits.at(id)).thenComparingInt(id -> id));
        double highest = logits.at(ranked.getFirst());
        if (filters.topK() > 0) {
            float last = logits.at(ranked.get(filters.topK() - 1));
            ranked.removeIf(id -> logits.at(id) < last);
        }
        Map<Integer, Double> weights = new HashMap<>();
        ranked.forEach(id -> weights.put(id, Math.exp((logits.at(id) - highest) / temperature)));
        double needed = filters.topP() < 1 ? filters.topP() * sum(weights) : Double.POSITIVE_INFINITY;
        double reached = 0;
        for (int id : ranked) {
            double weight = weights.getOrDefault(id, 0.0);
            if (reached >= needed || weight < filters.minP()) {
                weights.remove(id);
            }
            reached += weight;
        }
        double total = sum(weights);
        weights.replaceAll((id, weight) -> weight / total);
        return weights;
    }

    private static double sum(Map<Integer, Double> weights) {
        return weights.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private static List<Long> seeds() {
        return IntStream.range(0, 200).mapToObj(Long::valueOf).toList();
    }
}
