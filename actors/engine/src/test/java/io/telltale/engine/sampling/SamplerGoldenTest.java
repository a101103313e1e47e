package io.telltale.engine.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.telltale.engine.Golden;
import io.telltale.spi.TokenIds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The distributions that tokens are drawn from are those of Hugging Face transformers' {@code generate}. */
class SamplerGoldenTest {

    /** The reference computes scores in float32: near 10, they are exact to 1e-6, and so are their exponentials, relatively. */
    private static final double TOLERANCE = 2e-6;

    private static final JsonNode GOLDEN = golden();

    @ParameterizedTest
    @MethodSource("cases")
    void drawsFromTheDistributionOfTheReference(String name, JsonNode golden) {
        Sampler sampler =
                Sampler.of(parameters(golden), GOLDEN.path("prompt_length").asInt());

        golden.path("steps").forEach(step -> {
            TokenIds tokens = TokenIds.of(
                    step.path("tokens").valueStream().mapToInt(JsonNode::asInt).toArray());
            Map<Integer, Double> probabilities =
                    sampler.candidates(logits(golden, step), tokens).probabilities();

            Map<Integer, Double> expected = probabilities(step);
            assertThat(probabilities).as(name).containsOnlyKeys(expected.keySet());
            expected.forEach(
                    (id, probability) -> assertThat(probabilities.get(id)).isCloseTo(probability, within(TOLERANCE)));
        });
    }

    /** As the decoder does while the answer must not end. */
    private static Logits logits(JsonNode golden, JsonNode step) {
        JsonNode values = step.path("logits");
        float[] scores = new float[values.size()];
        IntStream.range(0, scores.length)
                .forEach(id -> scores[id] = (float) values.path(id).asDouble());
        int newTokens =
                step.path("tokens").size() - GOLDEN.path("prompt_length").asInt();
        boolean mayEnd = newTokens >= golden.path("min_new_tokens").asInt();
        Logits logits = Logits.owning(scores);
        return mayEnd
                ? logits
                : logits.without(Set.of(GOLDEN.path("end_of_sequence").asInt()));
    }

    private static SamplingParameters parameters(JsonNode golden) {
        Map<Integer, Double> bias = new HashMap<>();
        golden.path("logit_bias")
                .propertyStream()
                .forEach(entry -> bias.put(
                        Integer.valueOf(entry.getKey()), entry.getValue().asDouble()));
        return new SamplingParameters(
                golden.path("temperature").asDouble(1),
                new CandidateFilters(
                        golden.path("top_k").asInt(0),
                        golden.path("top_p").asDouble(1),
                        golden.path("min_p").asDouble(0)),
                new Penalties(
                        golden.path("repetition_penalty").asDouble(1),
                        golden.path("presence_penalty").asDouble(0),
                        golden.path("frequency_penalty").asDouble(0)),
                bias,
                1);
    }

    private static Map<Integer, Double> probabilities(JsonNode step) {
        Map<Integer, Double> probabilities = new HashMap<>();
        step.path("probabilities")
                .propertyStream()
                .forEach(entry -> probabilities.put(
                        Integer.valueOf(entry.getKey()), entry.getValue().asDouble()));
        return probabilities;
    }

    private static Stream<Arguments> cases() {
        return GOLDEN.path("cases")
                .valueStream()
                .map(golden -> Arguments.of(golden.path("name").asText(), golden));
    }

    private static JsonNode golden() {
        try {
            return new JsonMapper()
                    .readTree(Golden.resource("sampling/sampling.golden.json").toFile());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
