package io.telltale.plugins.semanticentropy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.telltale.spi.Activations;
import io.telltale.spi.Activations.SiteActivations;
import io.telltale.spi.FloatMatrix;
import io.telltale.spi.GenerationId;
import io.telltale.spi.HookPoint;
import io.telltale.spi.HookSite;
import io.telltale.spi.SequenceId;
import io.telltale.spi.SequenceInfo;
import io.telltale.spi.TokenIds;
import io.telltale.spi.TokenSpan;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntropyProbeTest {
    private static final String WEIGHTS = "sep_llama2_7b.weights.safetensors";
    private static final String INPUTS = "sep_llama2_7b.golden_inputs.safetensors";
    private static final int WIDTH = 4096;
    private static final int INPUT_ROWS = 5;

    @ParameterizedTest
    @ValueSource(strings = {"bioasq", "trivia-qa", "nq", "squad"})
    void agreesWithThePublishedProbesOfLlama(String dataset) throws IOException {
        // hidden_states[13..20] of the published probe are the outputs of the blocks 12 to 19.
        checkAgainstGolden(dataset + ".s_bmodel", "x_sep", 8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bioasq", "trivia-qa", "nq", "squad"})
    void agreesWithThePublishedAccuracyProbesOfLlama(String dataset) throws IOException {
        checkAgainstGolden(dataset + ".s_amodel", "x_acc", 5);
    }

    private static void checkAgainstGolden(String probeName, String input, int layers) throws IOException {
        List<HookSite> sites = IntStream.range(0, layers)
                .mapToObj(i -> new HookSite(12 + i, HookPoint.RESID_POST))
                .toList();
        float[] weights = Fixtures.tensor(WEIGHTS, probeName + ".coef");
        float bias = Fixtures.tensor(WEIGHTS, probeName + ".intercept")[0];
        EntropyProbe probe = new EntropyProbe(sites, FloatMatrix.owning(1, weights.length, weights), bias, 0.5);
        Activations activations = activations(sites, Fixtures.tensor(INPUTS, input));
        JsonNode golden = Fixtures.json("sep_llama2_7b.golden.json").required(probeName);

        for (int row = 0; row < INPUT_ROWS; row++) {
            // The golden values were computed in double from the same float32 weights and inputs.
            assertThat(probe.probability(activations, row))
                    .isCloseTo(golden.get(row).asDouble(), within(1e-6));
        }
    }

    private static Activations activations(List<HookSite> sites, float[] concatenated) {
        Map<HookSite, SiteActivations> bySite = new TreeMap<>();
        TokenSpan positions = new TokenSpan(0, INPUT_ROWS);
        for (int site = 0; site < sites.size(); site++) {
            float[] values = new float[INPUT_ROWS * WIDTH];
            for (int row = 0; row < INPUT_ROWS; row++) {
                int from = (row * sites.size() + site) * WIDTH;
                System.arraycopy(concatenated, from, values, row * WIDTH, WIDTH);
            }
            bySite.put(sites.get(site), new SiteActivations(positions, FloatMatrix.owning(INPUT_ROWS, WIDTH, values)));
        }
        SequenceInfo sequence = new SequenceInfo(new SequenceId(new GenerationId("golden"), 0), 1);
        return new Activations(sequence, 0, positions, TokenIds.of(1, 2, 3, 4, 5), bySite, "llama-2-7b", "");
    }
}
