package io.telltale.engine.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.engine.Golden;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.checkpoint.CheckpointFolder;
import io.telltale.engine.decoder.StopConditions.EndOfSequence;
import io.telltale.engine.sampling.Logits;
import io.telltale.engine.sampling.SamplingParameters;
import io.telltale.spi.TokenIds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StopConditionsTest {

    private static final TokenIds PROMPT = Golden.LLAMA.prompt();
    private static final TokenIds GREEDY =
            Golden.LLAMA.greedy().slice(PROMPT.size(), Golden.LLAMA.greedy().size());

    @TempDir
    private Path folder;

    @Test
    void keepsTheModelsEndOutOfAnAnswerThatIsTooShort() throws IOException {
        int end = GREEDY.at(0);
        try (var model = ending(end)) {

            Generation generation = generate(model, new StopConditions(4, 40, List.of(), EndOfSequence.ENDS));

            assertThat(generation.tokenIds().size()).isGreaterThanOrEqualTo(4);
            assertThat(generation.tokenIds().stream()).doesNotContain(end);
        }
    }

    @Test
    void goesOnAfterTheModelsEndThatIsIgnored() throws IOException {
        try (var model = ending(GREEDY.at(2))) {

            Generation generation = generate(model, new StopConditions(0, 20, List.of(), EndOfSequence.IGNORED));

            assertThat(generation.tokenIds()).isEqualTo(GREEDY.slice(0, 20));
            assertThat(generation.endReason()).isEqualTo(EndReason.LENGTH);
        }
    }

    @Test
    void looksForStopStringsOnlyWhereTheAnswerMayEnd() {
        try (var model = DecoderModel.open(Checkpoint.open(Golden.LLAMA.folder()))) {
            String whole = generate(model, new StopConditions(20, List.of())).text();
            // The first character that this random model writes whole.
            String stop = whole.replace("\uFFFD", "").substring(0, 1);

            Generation free = generate(model, new StopConditions(20, List.of(stop)));
            Generation held = generate(model, new StopConditions(20, 20, List.of(stop), EndOfSequence.ENDS));

            assertThat(free.text()).isEqualTo(whole.substring(0, whole.indexOf(stop)));
            assertThat(held.text()).isEqualTo(whole);
        }
    }

    @Test
    void tellsTheModelsOwnScoresBehindEveryChoice() {
        List<Integer> best = new ArrayList<>();
        TokenListener listener = new TokenListener() {
            @Override
            public void onToken(int id, String text) {}

            @Override
            public void onChoice(int id, Logits logits) {
                best.add(logits.best());
            }
        };
        try (var model = DecoderModel.open(Checkpoint.open(Golden.LLAMA.folder()))) {

            model.generate(GenerationRequest.greedy(PROMPT, 5), listener);

            assertThat(best).isEqualTo(GREEDY.slice(0, 5).stream().boxed().toList());
        }
    }

    @Test
    void refusesConditionsThatMeanNothing() {
        assertThatThrownBy(() -> new StopConditions(0, List.of()))
                .hasMessage("the number of new tokens must be at least 1, not 0");
        assertThatThrownBy(() -> new StopConditions(6, 5, List.of(), EndOfSequence.ENDS))
                .hasMessage("the least number of new tokens must be from 0 to the largest, 5, not 6");
        assertThatThrownBy(() -> new StopConditions(-1, 5, List.of(), EndOfSequence.ENDS))
                .hasMessageContaining("not -1");
    }

    private DecoderModel ending(int end) throws IOException {
        CheckpointFolder.copyOf(Golden.LLAMA, folder)
                .write("generation_config.json", "{\"eos_token_id\": " + end + "}");
        return DecoderModel.open(Checkpoint.open(folder));
    }

    private static Generation generate(DecoderModel model, StopConditions conditions) {
        return model.generate(
                new GenerationRequest(PROMPT, SamplingParameters.GREEDY, conditions, List.of()), TokenListener.SILENT);
    }
}
