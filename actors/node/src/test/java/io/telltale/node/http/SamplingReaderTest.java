package io.telltale.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.engine.sampling.CandidateFilters;
import io.telltale.engine.sampling.Penalties;
import io.telltale.engine.sampling.SamplingParameters;
import io.telltale.spi.TokenIds;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SamplingReaderTest {

    private static final SamplingParameters RECOMMENDED =
            new SamplingParameters(0.6, new CandidateFilters(20, 0.95, 0.01), new Penalties(1.05, 0, 0), Map.of(), 0);

    private static final SamplingReader READER = new SamplingReader(
            new ServedModel(
                    "m", "fp", 8, 0, prompt -> TokenIds.of(1), new ServerFixture.NumberedVocabulary(), RECOMMENDED),
            new Random(1));

    @Test
    void takesTheModelsDefaultsWhereARequestSaysNothing() {
        assertThat(read("{\"seed\": 0}")).isEqualTo(RECOMMENDED);
    }

    @Test
    void takesWhatARequestSaysBeforeTheModelsDefaults() {
        SamplingParameters read = read("""
                {"seed": 3, "temperature": 1, "top_k": -1, "top_p": 1, "min_p": 0, "repetition_penalty": 1}""");

        assertThat(read).isEqualTo(new SamplingParameters(1, 1, 3));
    }

    @Test
    void countsNullAsNothingSaid() {
        assertThat(read("{\"seed\": 0, \"temperature\": null, \"logit_bias\": null}"))
                .isEqualTo(RECOMMENDED);
    }

    private static SamplingParameters read(String body) {
        return READER.read(RequestFields.parse(body.getBytes(StandardCharsets.UTF_8)));
    }
}
