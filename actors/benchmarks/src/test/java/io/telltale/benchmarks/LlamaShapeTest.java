package io.telltale.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.decoder.DecoderModel;
import io.telltale.engine.safetensors.StoredFormat;
import io.telltale.spi.TokenIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LlamaShapeTest {

    @TempDir
    Path folder;

    /** The counts that the publishers of SmolLM-135M and Llama-3.2-1B give. */
    @Test
    void namedShapesHaveAsManyWeightsAsThePublishedModels() {
        assertThat(LlamaShape.parse("smollm-135m").weights()).isEqualTo(134_515_008L);
        assertThat(LlamaShape.parse("llama-1b").weights()).isEqualTo(1_235_814_400L);
    }

    @Test
    void aDecodeStepReadsAnEmbeddingOfItsOwnButForOneRow() {
        LlamaShape own = LlamaShape.parse("synthetic-1x32");

        assertThat(own.weights() - own.decodedWeights()).isEqualTo(8192 * 32);
    }

    @Test
    void theSameModelIsStoredInEveryFormat() throws IOException {
        float[] wide = logits(StoredFormat.F32);

        float[] narrow = logits(StoredFormat.BF16);

        assertThat(narrow).isEqualTo(wide);
    }

    @Test
    void refusesAnUnknownModelByName() {
        assertThatThrownBy(() -> LlamaShape.parse("gpt-5"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'gpt-5'")
                .hasMessageContaining("smollm-135m");
    }

    private float[] logits(StoredFormat format) throws IOException {
        Path place = Files.createDirectory(folder.resolve(format.name()));
        Checkpoint checkpoint = new SyntheticCheckpoint(LlamaShape.square(2, 32), format).writeTo(place);
        try (DecoderModel model = DecoderModel.open(checkpoint)) {
            return model.nextLogits(TokenIds.of(1, 2, 3)).toArray();
        }
    }
}
