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
    void engineReportsItsShareOfTheReadBandwidth() throws IOException {
        List<String> arguments = List.of(
                "--layers",
                "1",
                "--width",
                "32",
                "--vocabulary",
                "64",
                "--tokens",
                "4",
                "--rounds",
                "1",
                "--array-mb",
                "8");

        JsonNode report = report("engine", arguments);

        // Attention 4 * 32 * 32, feed-forward 3 * 32 * 84, gains 3 * 32 and the output 64 * 32, four bytes each.
        assertThat(value(report, "weights read per token")).isEqualTo(0.057216);
        assertThat(value(report, "decoding : memory, median of rounds")).isPositive();
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
