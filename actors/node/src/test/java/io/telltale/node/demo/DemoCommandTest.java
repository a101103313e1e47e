package io.telltale.node.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.telltale.node.cli.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole loop on the shipped model, with few questions. */
class DemoCommandTest {

    @TempDir
    Path folder;

    @Test
    void steersTheTricksterTowardsTheTruthAndReplaysWithoutADifference() throws Exception {
        Path json = folder.resolve("summary.json");
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();

        int exitCode = Main.run(
                new PrintWriter(out), new PrintWriter(err), "demo", "--questions", "24", "--json", json.toString());

        assertThat(exitCode).as(err.toString()).isZero();
        assertThat(out.toString()).contains("The trickster, steered", "no difference to live");
        JsonNode summary = new ObjectMapper().readTree(json.toFile());
        JsonNode rate = summary.get("truthfulRate");
        assertThat(rate.at("/trickster/steered").asDouble())
                .isGreaterThan(rate.at("/trickster/unsteered").asDouble() + 0.3);
        assertThat(rate.at("/clerk/steered").asDouble())
                .isGreaterThan(rate.at("/clerk/unsteered").asDouble() - 0.15);
        assertThat(summary.at("/probe/auroc").asDouble()).isGreaterThan(0.7);
        assertThat(summary.at("/loop/applied").asLong()).isPositive();
        assertThat(summary.at("/loop/undecided").asLong()).isZero();
        JsonNode events = summary.get("events");
        assertThat(events.get("captured").asLong())
                .isPositive()
                .isEqualTo(events.get("delivered").asLong()
                        + events.get("ledgered").asLong());
        assertThat(summary.at("/tokensPerSecond/bare").asDouble()).isPositive();
        assertThat(summary.at("/tokensPerSecond/idle").asDouble()).isPositive();
        assertThat(summary.at("/tokensPerSecond/plugins").asDouble()).isPositive();
        assertThat(summary.at("/replay/verdicts").asLong()).isPositive();
        assertThat(summary.at("/replay/differences").asLong()).isZero();
    }
}
