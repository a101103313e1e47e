package io.telltale.engine.parity;

import static io.telltale.engine.parity.ParityAssertions.assertLogits;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.engine.EngineException;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.checkpoint.CheckpointFolder;
import io.telltale.engine.safetensors.NamedTensor;
import io.telltale.spi.FloatMatrix;
import io.telltale.spi.TokenIds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints laid out as they are published, which is not always as transformers saves them today. */
class PublishedCheckpointTest {

    @TempDir
    private Path folder;

    @EveryFamily
    void weightsInSeveralFilesAreTheSameModel(ParityFamily family) throws IOException {
        CheckpointFolder.copyOf(family.folder(), folder).divide(3);

        assertGolden(family);
    }

    /** Older checkpoints store what the model derives: masks and rotary frequencies. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "gpt_neox.layers.0.attention.bias",
                "gpt_neox.layers.0.attention.masked_bias",
                "gpt_neox.layers.0.attention.rotary_emb.inv_freq"
            })
    void whatPythiaStoresBesideItsWeightsIsIgnored(String name) throws IOException {
        ParityFamily family = ParityFamily.named("gpt-neox");
        CheckpointFolder.copyOf(family.folder(), folder)
                .add(NamedTensor.vector(name, FloatMatrix.owning(1, 2, new float[2])));

        assertGolden(family);
    }

    @Test
    void gpt2WithoutItsPrefixIsTheSameModel() throws IOException {
        ParityFamily family = ParityFamily.named("gpt2");
        CheckpointFolder.copyOf(family.folder(), folder).rename(name -> name.substring("transformer.".length()));

        assertGolden(family);
    }

    static Stream<ParityFamily> tied() {
        return Stream.of("llama3", "qwen2", "gemma2", "gemma3", "phi4-mini", "smollm3")
                .map(ParityFamily::named);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tied")
    void aTiedModelMayStoreItsOutputEmbeddingToo(ParityFamily family) throws IOException {
        CheckpointFolder copy = CheckpointFolder.copyOf(family.folder(), folder);
        NamedTensor embedding = copy.tensor("model.embed_tokens.weight");
        copy.add(NamedTensor.matrix("lm_head.weight", embedding.values()));

        assertGolden(family);
    }

    @Test
    void aTiedModelMayNotStoreAnotherOutputEmbedding() throws IOException {
        CheckpointFolder copy =
                CheckpointFolder.copyOf(ParityFamily.named("llama3").folder(), folder);
        NamedTensor embedding = copy.tensor("model.embed_tokens.weight");
        float[] other = embedding.values().toArray();
        other[other.length - 1]++;
        copy.add(NamedTensor.matrix(
                "lm_head.weight",
                FloatMatrix.owning(embedding.values().rows(), embedding.values().columns(), other)));

        assertThatThrownBy(() -> Checkpoint.open(folder))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("ties 'lm_head.weight' to 'model.embed_tokens.weight'")
                .hasMessageContaining("set tie_word_embeddings to false");
    }

    private void assertGolden(ParityFamily family) {
        TokenIds prompt = family.longPrompt();
        try (var model = ShardChain.whole(Checkpoint.open(folder))) {

            FloatMatrix logits = model.open(0, prompt).append(prompt);

            assertLogits(logits, family.logitsAfterTheLongPrompt(), family + " in another layout");
        }
    }
}
