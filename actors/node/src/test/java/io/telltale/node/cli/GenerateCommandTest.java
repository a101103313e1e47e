package io.telltale.node.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.telltale.node.TestModels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GenerateCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** Both sides compute in float32; sums in another order differ by a few units in the last place of logits near 20. */
    private static final double TOLERANCE = 1e-3;

    @Test
    void continuesAStoryAsThePublishedModelDoes() throws IOException {
        Path model = TestModels.published("stories260K");
        JsonNode golden = JSON.readTree(model.resolve("golden.json").toFile());

        CommandRun run = CommandRun.of(
                "generate",
                "--model",
                model.toString(),
                "--prompt",
                "Once upon a time",
                "--max-new-tokens",
                "60",
                "--temperature",
                "0",
                "--json");

        JsonNode answer = JSON.readTree(run.out());
        List<Integer> ids = numbers(answer.path("promptTokenIds"));
        ids.addAll(numbers(answer.path("tokenIds")));
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(ids).startsWith(numbers(golden.path("greedy_ids")).toArray(Integer[]::new));
    }

    @Test
    void scoresTheFirstTokenAsThePublishedModelsDo() throws IOException {
        Path stories = TestModels.published("stories260K");
        Path craft = TestModels.published("craftgpt");
        JsonNode story = JSON.readTree(stories.resolve("golden.json").toFile());
        JsonNode talk = JSON.readTree(craft.resolve("golden.json").toFile())
                .path("cases")
                .path(0);

        JsonNode ofStory = topLogits(stories, story.path("prefix_ids"));
        JsonNode ofTalk = topLogits(craft, talk.path("ids"));

        assertEqual(ofStory, story.path("top10_after_prefix"));
        assertEqual(ofTalk, talk.path("top10"));
    }

    @Test
    void streamsPlainTextWithoutJson() {
        CommandRun run = CommandRun.of(
                "generate", "--model", TestModels.tiny().toString(), "--token-ids", "1,2,3", "--max-new-tokens", "4");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).endsWith(System.lineSeparator()).doesNotContain("tokenIds");
    }

    @Test
    void givesTheSameTokensAgainWithTheSameSeed() throws IOException {
        String[] line = {
            "generate",
            "--model",
            TestModels.tiny().toString(),
            "--token-ids",
            "1,2,3",
            "--max-new-tokens",
            "8",
            "--temperature",
            "1",
            "--seed",
            "5",
            "--json"
        };

        String once = CommandRun.of(line).out();
        String again = CommandRun.of(line).out();

        assertThat(again).isEqualTo(once);
        assertThat(JSON.readTree(once).path("topLogits")).hasSize(10);
    }

    @Test
    void printsOneObjectALineForEachAnswerAndTheFirstIsTheOnlyOneOfARequestForOne() throws IOException {
        List<String> one = sampled("--n", "1").lines().toList();
        List<String> three = sampled("--n", "3").lines().toList();

        assertThat(three).hasSize(3).startsWith(one.getFirst());
        assertThat(JSON.readTree(three.get(2)).path("index").asInt()).isEqualTo(2);
        assertThat(three)
                .extracting(line -> JSON.readTree(line).path("tokenIds"))
                .doesNotHaveDuplicates();
    }

    @Test
    void marksEveryOneOfSeveralAnswersInPlainText() {
        CommandRun run = CommandRun.of(
                "generate",
                "--model",
                TestModels.tiny().toString(),
                "--token-ids",
                "1,2",
                "--max-new-tokens",
                "1",
                "--n",
                "2");

        assertThat(run.out()).startsWith("[0] ").contains("[1] ");
    }

    @Test
    void tellsHowLikelyTheModelFoundEachTokenBesideTheLikeliest() throws IOException {
        JsonNode answer = JSON.readTree(sampled("--logprobs", "3", "--logit-bias", "5=100"));

        JsonNode token = answer.path("logProbabilities").path(0);
        assertThat(answer.path("logProbabilities")).hasSameSizeAs(answer.path("tokenIds"));
        assertThat(token.path("id").asInt()).as("the bias chose it").isEqualTo(5);
        assertThat(token.path("logProbability").asDouble()).isNegative();
        assertThat(token.path("alternatives")).hasSize(3);
        assertThat(token.path("alternatives").path(0).path("id").asInt())
                .as("the model's own favourite")
                .isEqualTo(answer.path("topLogits").path(0).path("id").asInt());
    }

    @Test
    void leavesLogProbabilitiesOutUnlessAsked() throws IOException {
        assertThat(JSON.readTree(sampled("--n", "1")).has("logProbabilities")).isFalse();
    }

    private static String sampled(String... more) {
        String[] common = {
            "generate",
            "--model",
            TestModels.tiny().toString(),
            "--token-ids",
            "1,2,3",
            "--max-new-tokens",
            "6",
            "--temperature",
            "1.5",
            "--top-k",
            "50",
            "--min-p",
            "0.001",
            "--seed",
            "5",
            "--ignore-eos",
            "--json"
        };
        return CommandRun.of(Stream.concat(Arrays.stream(common), Arrays.stream(more))
                        .toArray(String[]::new))
                .out();
    }

    private static JsonNode topLogits(Path model, JsonNode ids) throws IOException {
        String list = numbers(ids).stream().map(String::valueOf).collect(Collectors.joining(","));
        CommandRun run = CommandRun.of(
                "generate", "--model", model.toString(), "--token-ids", list, "--max-new-tokens", "1", "--json");
        return JSON.readTree(run.out()).path("topLogits");
    }

    private static void assertEqual(JsonNode computed, JsonNode golden) {
        assertThat(computed).hasSize(golden.size());
        for (int rank = 0; rank < golden.size(); rank++) {
            assertThat(computed.path(rank).path("id").asInt())
                    .isEqualTo(golden.path(rank).path(0).asInt());
            assertThat(computed.path(rank).path("logit").asDouble())
                    .isCloseTo(golden.path(rank).path(1).asDouble(), within(TOLERANCE));
        }
    }

    private static List<Integer> numbers(JsonNode list) {
        List<Integer> numbers = new ArrayList<>();
        list.forEach(number -> numbers.add(number.asInt()));
        return numbers;
    }
}
