package io.telltale.engine.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.telltale.engine.EngineException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplerTest {

    /** Softmax: 0.5, 0.25, 0.125, 0.125. */
    private static final Logits HALVING = Logits.copyOf(new float[] {(float) Math.log(4), (float) Math.log(2), 0, 0});

    private static final int DRAWS = 40_000;

    /** Four standard errors of a share near one half over the draws: 4 * sqrt(0.25 / 40000). */
    private static final double SHARE_TOLERANCE = 0.01;

    @Test
    void takesTheBestTokenAtTemperatureZeroAndTheLowestIdAmongEquals() {
        var sampler = Sampler.of(SamplingParameters.GREEDY);

        assertThat(sampler.sample(Logits.copyOf(new float[] {-1, 3, 2, 3}))).isEqualTo(1);
    }

    @Test
    void refusesScoresThatAreNotNumbers() {
        var greedy = Sampler.of(SamplingParameters.GREEDY);
        var drawing = Sampler.of(new SamplingParameters(1, 0.9, 5));

        assertThatThrownBy(() -> greedy.sample(Logits.copyOf(new float[] {Float.NaN, 1})))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("not numbers");
        assertThatThrownBy(() -> drawing.sample(Logits.copyOf(new float[] {1, Float.NaN})))
                .isInstanceOf(EngineException.class);
        assertThatThrownBy(() -> drawing.sample(Logits.copyOf(new float[] {1, Float.POSITIVE_INFINITY})))
                .isInstanceOf(EngineException.class);
    }

    @Test
    void neverDrawsATokenThatTheScoresExclude() {
        var sampler = Sampler.of(new SamplingParameters(1, 1, 5));

        assertThat(sampler.sample(Logits.copyOf(new float[] {Float.NEGATIVE_INFINITY, 1})))
                .isEqualTo(1);
    }

    @Test
    void drawsTokensAsOftenAsTheSoftmaxSays() {
        double[] shares = shares(new SamplingParameters(1, 1, 5));

        assertThat(shares).containsExactly(new double[] {0.5, 0.25, 0.125, 0.125}, within(SHARE_TOLERANCE));
    }

    @Test
    void dividesLogitsByTheTemperature() {
        double[] shares = shares(new SamplingParameters(0.5, 1, 5));

        // Squares of 4, 2, 1, 1 over their sum 22.
        assertThat(shares)
                .containsExactly(new double[] {16 / 22.0, 4 / 22.0, 1 / 22.0, 1 / 22.0}, within(SHARE_TOLERANCE));
    }

    @Test
    void keepsTheFewestTokensThatReachTopP() {
        double[] shares = shares(new SamplingParameters(1, 0.6, 5));

        // 0.5 alone is less than 0.6, so two tokens stay, in the proportion 2 to 1.
        assertThat(shares).containsExactly(new double[] {2 / 3.0, 1 / 3.0, 0, 0}, within(SHARE_TOLERANCE));
    }

    @Test
    void keepsTheBestTokenHoweverSmallTopPIs() {
        double[] shares = shares(new SamplingParameters(1, 1e-9, 5));

        assertThat(shares).containsExactly(new double[] {1, 0, 0, 0}, within(1e-9));
    }

    @Test
    void drawsTheSameTokensFromTheSameSeedAndOthersFromAnother() {
        assertThat(draws(7, 50)).isEqualTo(draws(7, 50)).isNotEqualTo(draws(8, 50));
    }

    @Test
    void survivesLogitsThatOverflowAnExponential() {
        var sampler = Sampler.of(new SamplingParameters(0.01, 0.9, 1));

        assertThat(sampler.sample(Logits.copyOf(new float[] {-3e38f, 5000, 4000})))
                .isEqualTo(1);
    }

    @Test
    void refusesParametersThatMeanNothing() {
        assertThatThrownBy(() -> new SamplingParameters(-1, 1, 0))
                .hasMessage("temperature must be 0 or more, not -1.0");
        assertThatThrownBy(() -> new SamplingParameters(Double.NaN, 1, 0)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> new SamplingParameters(1, 0, 0))
                .hasMessage("top-p must be above 0 and at most 1, not 0.0");
        assertThatThrownBy(() -> new SamplingParameters(1, 1.5, 0)).hasMessageContaining("1.5");
    }

    private static double[] shares(SamplingParameters parameters) {
        var sampler = Sampler.of(parameters);
        double[] shares = new double[HALVING.size()];
        for (int draw = 0; draw < DRAWS; draw++) {
            shares[sampler.sample(HALVING)] += 1.0 / DRAWS;
        }
        return shares;
    }

    private static List<Integer> draws(long seed, int count) {
        var sampler = Sampler.of(new SamplingParameters(1, 1, seed));
        return IntStream.range(0, count)
                .mapToObj(draw -> sampler.sample(HALVING))
                .toList();
    }
}
