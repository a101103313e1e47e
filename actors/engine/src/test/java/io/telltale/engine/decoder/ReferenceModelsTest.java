package io.telltale.engine.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.telltale.engine.SharedFiles;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.sampling.TokenLogit;
import io.telltale.engine.shard.ShardCapture;
import io.telltale.spi.FloatMatrix;
import io.telltale.spi.HookSite;
import io.telltale.spi.TokenIds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Two trained models against the values that their publishers' own code computed. */
class ReferenceModelsTest {

    /** Float32 sums in another order differ by about 1e-5 of logits around 20. */
    private static final float TOLERANCE = 1e-3f;

    @Test
    void tellsTheStoryOfTheLlamaReference() throws IOException {
        Path folder = SharedFiles.model("stories260K");
        JsonNode golden =
                new JsonMapper().readTree(folder.resolve("golden.json").toFile());
        TokenIds prefix = ids(golden.path("prefix_ids"));
        TokenIds expected = ids(golden.path("greedy_ids"));
        var site = HookSite.parse("blocks.4.hook_resid_post");
        try (var model = DecoderModel.open(Checkpoint.open(folder))) {

            Generation generation = model.generate(
                    GenerationRequest.greedy(prefix, expected.size() - prefix.size()), TokenListener.SILENT);

            assertThat(generation.tokenIds()).isEqualTo(expected.slice(prefix.size(), expected.size()));
            assertThat(generation.text()).startsWith(" a little girl named Lily.");
            assertThat(generation.endReason()).isEqualTo(EndReason.LENGTH);
            assertTopLogits(generation.topLogits(), golden.path("top10_after_prefix"));
            FloatMatrix residual = model.forward(
                            prefix, ShardCapture.of(Set.of(site), ShardCapture.EVERY_POSITION), List.of())
                    .at(site);
            JsonNode last = golden.path("final_resid_post_last_position");
            for (int column = 0; column < last.size(); column++) {
                assertThat(residual.at(prefix.size() - 1, column))
                        .isCloseTo((float) last.get(column).asDouble(), within(TOLERANCE));
            }
        }
    }

    @Test
    void answersAsTheGpt2ReferenceDoes() throws IOException {
        Path folder = SharedFiles.model("craftgpt");
        JsonNode golden =
                new JsonMapper().readTree(folder.resolve("golden.json").toFile());
        try (var model = DecoderModel.open(Checkpoint.open(folder))) {
            for (JsonNode chat : golden.path("cases")) {
                TokenIds prompt = ids(chat.path("ids"));
                TokenIds expected = ids(chat.path("greedy_ids"));

                Generation generation = model.generate(
                        GenerationRequest.greedy(prompt, expected.size() - prompt.size()), TokenListener.SILENT);

                assertThat(generation.tokenIds()).isEqualTo(expected.slice(prompt.size(), expected.size()));
                assertTopLogits(generation.topLogits(), chat.path("top10"));
            }
        }
    }

    private static void assertTopLogits(List<TokenLogit> actual, JsonNode expected) {
        assertThat(actual).hasSize(expected.size());
        for (int rank = 0; rank < expected.size(); rank++) {
            assertThat(actual.get(rank).id())
                    .isEqualTo(expected.get(rank).get(0).asInt());
            assertThat(actual.get(rank).logit())
                    .isCloseTo((float) expected.get(rank).get(1).asDouble(), within(TOLERANCE));
        }
    }

    private static TokenIds ids(JsonNode node) {
        return TokenIds.of(node.valueStream().mapToInt(JsonNode::asInt).toArray());
    }
}
