package io.telltale.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class FigureTest {

    @Test
    void aReportNamesEveryBarWithWhatWasMeasured() {
        Report report = new Report(
                "engine",
                "",
                List.of(
                        Figure.of("rate", 3, "tokens/s"),
                        Figure.atLeast(0.8, "share", 0.9, "ratio"),
                        Figure.atMost(0.02, "cost", 0.03, "ratio"),
                        Figure.notMeasuredAtLeast(1.3, "peer", "it is not installed")));

        JsonNode bars = report.json().path("bars");

        assertThat(bars.findValuesAsText("name")).containsExactly("share", "cost", "peer");
        assertThat(bars.findValuesAsText("bar")).containsExactly(">= 0.8000", "<= 0.0200", ">= 1.3000");
        assertThat(bars.findValuesAsText("met")).containsExactly("true", "false", "false");
        assertThat(bars.findValuesAsText("measured")).containsExactly("0.9", "0.03", "null");
        assertThat(bars.get(2).path("note").asText()).isEqualTo("it is not installed");
    }

    @Test
    void aScreenSaysWhyABarWasNotMeasured() {
        Figure figure = Figure.notMeasuredAtLeast(10, "peer", "it is not installed");

        assertThat(figure.line()).contains("peer").endsWith(">= 10 not measured: it is not installed");
    }
}
