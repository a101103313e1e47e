package io.telltale.engine.parity;

import static io.telltale.engine.parity.ParityAssertions.assertLogits;
import static io.telltale.engine.parity.ParityAssertions.assertStates;
import static io.telltale.engine.parity.ShardChain.scores;
import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.engine.Batching;
import io.telltale.engine.EngineOptions;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.parity.ShardChain.Growing;
import io.telltale.engine.shard.ShardCapture;
import io.telltale.engine.shard.ShardOutput;
import io.telltale.engine.shard.ShardStep;
import io.telltale.spi.FloatMatrix;
import io.telltale.spi.HookSite;
import io.telltale.spi.TokenIds;
import java.util.ArrayList;
import java.util.List;

/** Batches of sequences of unequal lengths against what transformers computes for each alone. */
class ParityBatchTest {

    /** Index of the prompt whose continuation and activations are golden. */
    private static final int MIDDLE = 1;

    @EveryFamily
    void aBatchOfUnequalPromptsGivesTheGoldenLogitsOfEach(ParityFamily family) {
        try (var model = family.load()) {

            List<ShardOutput> outputs = model.run(prefill(model, family));

            for (int i = 0; i < outputs.size(); i++) {
                assertLogits(scores(outputs.get(i)), family.logitsAfter(i), "prompt " + i + " of a batch");
            }
        }
    }

    @EveryFamily
    void decodingInABatchOfUnequalLengthsGivesTheGoldenLogits(ParityFamily family) {
        TokenIds decoded = family.decoded();
        try (var model = family.load()) {
            List<Growing> sequences = open(model, family);
            model.run(appendPrompts(sequences, family));
            for (int i = 0; i < decoded.size(); i++) {
                TokenIds token = decoded.slice(i, i + 1);

                List<ShardOutput> outputs = model.run(sequences.stream()
                        .map(sequence -> sequence.step(token, ShardCapture.NONE))
                        .toList());

                FloatMatrix expected = family.matrix("decoded.logits").rows(i, i + 1);
                assertLogits(scores(outputs.get(MIDDLE)), expected, "decoded token " + i + " of a batch");
            }
        }
    }

    @EveryFamily
    void aPromptMayEnterWhileOthersDecode(ParityFamily family) {
        TokenIds decoded = family.decoded();
        TokenIds late = family.longPrompt();
        try (var model = family.load()) {
            Growing decoding = model.open(0, family.prompt()).extend(family.prompt());
            Growing entering = model.open(1, late).extend(late.slice(0, 50));
            List<FloatMatrix> decodedLogits = new ArrayList<>();
            List<FloatMatrix> lateLogits = new ArrayList<>();
            for (int i = 0; i < 2; i++) {

                List<ShardOutput> outputs = model.run(List.of(
                        decoding.step(decoded.slice(i, i + 1), ShardCapture.NONE),
                        entering.step(late.slice(50 + 50 * i, 100 + 50 * i), ShardCapture.NONE)));

                decodedLogits.add(scores(outputs.getFirst()));
                lateLogits.add(scores(outputs.getLast()));
            }
            FloatMatrix expected = family.matrix("decoded.logits");
            assertLogits(decodedLogits.getFirst(), expected.rows(0, 1), "first token beside a prompt");
            assertLogits(decodedLogits.getLast(), expected.rows(1, 2), "second token beside a prompt");
            assertLogits(lateLogits.getLast(), family.logitsAfterTheLongPrompt(), "prompt beside decoding");
        }
    }

    @EveryFamily
    void everyHookSiteShowsTheGoldenActivationsInABatch(ParityFamily family) {
        try (var model = family.load()) {

            List<ShardOutput> outputs = model.run(prefill(model, family));

            for (HookSite site : family.sites()) {
                assertStates(outputs.get(MIDDLE).at(site), family.matrix(site.toString()), site);
            }
        }
    }

    @EveryFamily
    void oneByOneIsBitForBitWhatEachComputesAlone(ParityFamily family) {
        var options = EngineOptions.DEFAULTS.withBatching(Batching.ONE_BY_ONE);
        try (var model = ShardChain.load(Checkpoint.open(family.folder()), 1, options)) {
            List<ShardOutput> alone = new ArrayList<>();
            prefill(model, family).forEach(step -> alone.addAll(model.run(List.of(step))));

            List<ShardOutput> outputs = model.run(prefill(model, family));

            assertThat(outputs).isEqualTo(alone);
        }
    }

    /** Steps that run every prompt from its start, reading every site. */
    private static List<ShardStep> prefill(ShardChain model, ParityFamily family) {
        return appendPrompts(open(model, family), family);
    }

    private static List<Growing> open(ShardChain model, ParityFamily family) {
        List<Growing> sequences = new ArrayList<>();
        for (TokenIds prompt : family.prompts()) {
            sequences.add(model.open(sequences.size(), prompt));
        }
        return sequences;
    }

    private static List<ShardStep> appendPrompts(List<Growing> sequences, ParityFamily family) {
        List<ShardStep> steps = new ArrayList<>();
        for (TokenIds prompt : family.prompts()) {
            steps.add(sequences.get(steps.size()).step(prompt, family.everywhere()));
        }
        return steps;
    }
}
