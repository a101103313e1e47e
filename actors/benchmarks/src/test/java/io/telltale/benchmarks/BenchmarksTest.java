package io.telltale.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs every benchmark once, as small as it goes, and looks at what is reported; times are no business of a test. */
class BenchmarksTest {

    private static final String TINY = "synthetic-2x32";
    private static final int TOKENS = 8;
    private static final int SEQUENCES = 2;

    private static final List<String> SMALLEST_ENGINE = List.of(
            "--model",
            "synthetic-2x32",
            "--peers",
            "none",
            "--precision",
            "float32",
            "--threads",
            "1",
            "--batch",
            "1",
            "--prompt",
            "4",
            "--tokens",
            "2",
            "--rounds",
            "1");

    @TempDir
    Path folder;

    @Test
    void generationComparesThreeRuntimesWithTheBareEngineAndShedsNothing() throws IOException {
        List<String> arguments = List.of("--model", TINY, "--tokens", "8", "--sequences", "2", "--rounds", "1");

        JsonNode report = report("generation", arguments);

        assertThat(names(report))
                .contains(
                        "bare tokens per second",
                        "idle : bare, median of rounds",
                        "plugins : bare, median of rounds",
                        "all-layers : bare, median of rounds");
        assertThat(value(report, "idle : bare, median of rounds")).isPositive();
        assertThat(value(report, "all-layers, events shed")).isZero();
    }

    @Test
    void everyInterventionOfTheLoopHasAnOutcomeAndNoneIsAppliedAfterItsDeadline() throws IOException {
        List<String> arguments =
                List.of("--model", TINY, "--tokens", "8", "--sequences", "2", "--rounds", "1", "--interval-ms", "5");

        JsonNode report = report("loop", arguments);

        double outcomes = names(report).stream()
                .filter(name -> name.startsWith("outcome "))
                .mapToDouble(name -> value(report, name))
                .sum();
        assertThat(outcomes).isEqualTo(SEQUENCES * TOKENS);
        assertThat(value(report, "requests without an outcome")).isZero();
        assertThat(value(report, "applied after their deadline")).isZero();
    }

    @Test
    void engineReportsItsShareOfTheLimitsAndEveryBarWithItsVerdict() throws IOException {
        List<String> arguments = new ArrayList<>(SMALLEST_ENGINE);
        arguments.addAll(List.of("--part", "speed,shards,hooks"));

        JsonNode report = report("engine", arguments);

        assertThat(value(report, "synthetic-2x32 float32 1T, decode 1, telltale : limit"))
                .isPositive();
        assertThat(report.path("bars").findValuesAsText("name"))
                .contains(
                        "synthetic-2x32 float32 1T, decode 1, two shards : one",
                        "synthetic-2x32 float32 1T, addition at one layer, batch 8, telltale, share of a step");
        JsonNode missing = bar(report, "transformers : telltale, time added");
        assertThat(missing.path("measured").isNull()).isTrue();
        assertThat(missing.path("met").asBoolean()).isFalse();
        assertThat(missing.path("note").asText()).isEqualTo("transformers is absent");
    }

    @Test
    void engineLoadsACheckpointInAProcessOfItsOwn() throws IOException {
        List<String> arguments = new ArrayList<>(SMALLEST_ENGINE);
        arguments.addAll(List.of("--part", "loading"));

        JsonNode report = report("engine", arguments);

        // Attention 4 * 32 * 32, feed-forward 3 * 32 * 84, gains 3 * 32 of two layers, a gain and twice 8192 * 32, four
        // bytes each.
        assertThat(value(report, "synthetic-2x32 float32, weights")).isEqualTo(2.195072);
        assertThat(value(report, "synthetic-2x32 float32, peak resident"))
                .isGreaterThan(value(report, "synthetic-2x32 float32, peak resident before, the JVM and libtorch"));
    }

    @Test
    void refusesAPeerThatNobodyKnows() {
        int exit = Benchmarks.execute("engine", "--peers", "nobody");

        assertThat(exit).isEqualTo(1);
    }

    @Test
    void refusesANumberThatIsNone() {
        int exit = Benchmarks.execute("loop", "--sequences", "none");

        assertThat(exit).isEqualTo(2);
    }

    @Test
    void refusesAModelThatIsNotThere() {
        int exit = Benchmarks.execute(
                "generation", "--model", folder.resolve("nothing").toString());

        assertThat(exit).isEqualTo(1);
    }

    private JsonNode report(String benchmark, List<String> arguments) throws IOException {
        Path json = folder.resolve("report.json");
        List<String> all = new ArrayList<>(List.of(benchmark, "--json", json.toString()));
        all.addAll(arguments);
        assertThat(Benchmarks.execute(all.toArray(String[]::new))).isZero();
        return new ObjectMapper().readTree(json.toFile());
    }

    private static JsonNode bar(JsonNode report, String end) {
        for (JsonNode bar : report.path("bars")) {
            if (bar.path("name").asText().endsWith(end)) {
                return bar;
            }
        }
        throw new AssertionError("no bar ends with '" + end + "'");
    }

    private static List<String> names(JsonNode report) {
        return report.path("figures").findValuesAsText("name");
    }

    private static double value(JsonNode report, String name) {
        for (JsonNode figure : report.path("figures")) {
            if (figure.path("name").asText().equals(name)) {
                return figure.path("value").asDouble();
            }
        }
        throw new AssertionError("no figure '" + name + "' among " + names(report));
    }
}
