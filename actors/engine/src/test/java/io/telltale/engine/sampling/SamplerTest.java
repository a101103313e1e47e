package io.telltale.engine.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.telltale.engine.EngineException;
import io.telltale.spi.TokenIds;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplerTest {

    /** Softmax: 0.5, 0.25, 0.125, 0.125. */
    private static final Logits HALVING = Logits.copyOf(new float[] {(float) Math.log(4), (float) Math.log(2), 0, 0});

    private static final TokenIds PROMPT = TokenIds.of(1);

    private static final int DRAWS = 40_000;

    /** Four standard errors of a share near one half over the draws: 4 * sqrt(0.25 / 40000). */
    private static final double SHARE_TOLERANCE = 0.01;

    @Test
    void takesTheBestTokenAtTemperatureZeroAndTheLowestIdAmongEquals() {
        assertThat(choice(SamplingParameters.GREEDY, Logits.copyOf(new float[] {-1, 3, 2, 3})))
                .isEqualTo(1);
    }

    @Test
    void refusesScoresThatAreNotNumbers() {
        var drawing = new SamplingParameters(1, 0.9, 5);

        assertThatThrownBy(() -> choice(SamplingParameters.GREEDY, Logits.copyOf(new float[] {Float.NaN, 1})))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("not numbers");
        assertThatThrownBy(() -> choice(drawing, Logits.copyOf(new float[] {1, Float.NaN})))
                .isInstanceOf(EngineException.class);
        assertThatThrownBy(() -> choice(drawing, Logits.copyOf(new float[] {1, Float.POSITIVE_INFINITY})))
                .isInstanceOf(EngineException.class);
    }

    @Test
    void neverDrawsATokenThatTheScoresExclude() {
        var drawing = new SamplingParameters(1, 1, 5);

        assertThat(choice(drawing, Logits.copyOf(new float[] {Float.NEGATIVE_INFINITY, 1})))
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
        var drawing = new SamplingParameters(0.01, 0.9, 1);

        assertThat(choice(drawing, Logits.copyOf(new float[] {-3e38f, 5000, 4000})))
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

    @Test
    void takesTheBestTokenAfterBiasAndPenaltiesAtTemperatureZero() {
        Logits logits = Logits.copyOf(new float[] {3, 2.5f, 2, 1});
        TokenIds tokens = TokenIds.of(3, 0);
        SamplingParameters greedy = SamplingParameters.GREEDY;

        assertThat(choice(greedy, logits, tokens)).isZero();
        assertThat(choice(greedy.withLogitBias(Map.of(2, 1.5)), logits, tokens)).isEqualTo(2);
        assertThat(choice(greedy.withPenalties(new Penalties(1.5, 0, 0)), logits, tokens))
                .isEqualTo(1);
        assertThat(choice(greedy.withPenalties(new Penalties(1, 1, 0)), logits, tokens))
                .isEqualTo(1);
        assertThat(choice(greedy.withPenalties(new Penalties(1, 0, 1)), logits, tokens))
                .isEqualTo(1);
    }

    @Test
    void penalisesTheTokensOfTheAnswerAloneForPresenceAndFrequency() {
        Logits logits = Logits.copyOf(new float[] {3, 2.5f});
        SamplingParameters penalised = SamplingParameters.GREEDY.withPenalties(new Penalties(1, 1, 1));

        assertThat(Sampler.of(penalised, 2).sample(logits, TokenIds.of(0, 0))).isZero();
        assertThat(Sampler.of(penalised, 1).sample(logits, TokenIds.of(0, 0))).isEqualTo(1);
    }

    @Test
    void drawsAgainWithTheSameLuckWhereTokensWereTakenBack() {
        var sampler = Sampler.of(new SamplingParameters(1, 1, 3), 1);
        TokenIds tokens = TokenIds.of(0, 1, 2);

        int first = sampler.sample(HALVING, tokens);
        sampler.sample(HALVING, tokens.plus(first));

        assertThat(sampler.sample(HALVING, tokens)).isEqualTo(first);
    }

    @Test
    void givesEveryChoiceASeedOfItsOwnAndTheFirstTheSeedItself() {
        var parameters = new SamplingParameters(1, 1, 7);

        List<Long> seeds = IntStream.range(0, 100)
                .mapToObj(index -> parameters.forChoice(index).seed())
                .toList();

        assertThat(seeds).doesNotHaveDuplicates().startsWith(7L);
        assertThat(parameters.forChoice(3)).isEqualTo(parameters.forChoice(3));
    }

    @Test
    void namesABiasedTokenThatIsOutsideTheVocabulary() {
        SamplingParameters biased = SamplingParameters.GREEDY.withLogitBias(Map.of(4, 1.0));

        assertThatThrownBy(() -> choice(biased, HALVING, PROMPT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the logit bias names token 4, which is outside the vocabulary of 4 tokens");
    }

    @Test
    void refusesFiltersPenaltiesAndBiasThatMeanNothing() {
        assertThatThrownBy(() -> new CandidateFilters(-2, 1, 0))
                .hasMessage("top-k must be 1 or more, or 0 to keep every token, not -2");
        assertThatThrownBy(() -> new CandidateFilters(0, 1, 1.1)).hasMessage("min-p must be from 0 to 1, not 1.1");
        assertThatThrownBy(() -> new CandidateFilters(0, 1, Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> new Penalties(0, 0, 0))
                .hasMessage("the repetition penalty must be a number above 0, not 0.0");
        assertThatThrownBy(() -> new Penalties(Double.POSITIVE_INFINITY, 0, 0)).hasMessageContaining("Infinity");
        assertThatThrownBy(() -> new Penalties(1, 2.5, 0))
                .hasMessage("the presence penalty must be from -2.0 to 2.0, not 2.5");
        assertThatThrownBy(() -> new Penalties(1, 0, Double.NaN)).hasMessageContaining("frequency");
        assertThatThrownBy(() -> SamplingParameters.GREEDY.withLogitBias(Map.of(3, 101.0)))
                .hasMessage("the logit bias of token 3 must be from -100.0 to 100.0, not 101.0");
        assertThatThrownBy(() -> SamplingParameters.GREEDY.withLogitBias(Map.of(-1, 1.0)))
                .hasMessageContaining("token -1");
    }

    @Test
    void readsMinusOneAsATopKThatKeepsEveryToken() {
        assertThat(new CandidateFilters(-1, 1, 0)).isEqualTo(CandidateFilters.NONE);
    }

    private static int choice(SamplingParameters parameters, Logits logits) {
        return choice(parameters, logits, PROMPT);
    }

    private static int choice(SamplingParameters parameters, Logits logits, TokenIds tokens) {
        return Sampler.of(parameters, 1).sample(logits, tokens);
    }

    /** The first draws of as many seeds. */
    private static double[] shares(SamplingParameters parameters) {
        double[] shares = new double[HALVING.size()];
        for (int draw = 0; draw < DRAWS; draw++) {
            shares[choice(parameters.withSeed(draw), HALVING)] += 1.0 / DRAWS;
        }
        return shares;
    }

    private static List<Integer> draws(long seed, int count) {
        var sampler = Sampler.of(new SamplingParameters(1, 1, seed), 1);
        return IntStream.range(0, count)
                .mapToObj(draw -> sampler.sample(HALVING, PROMPT.plus(new int[draw])))
                .toList();
    }
}
