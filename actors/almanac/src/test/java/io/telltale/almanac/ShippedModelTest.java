package io.telltale.almanac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.almanac.evaluation.AlmanacEvaluation;
import io.telltale.almanac.evaluation.AlmanacReport;
import io.telltale.almanac.evaluation.DecoderAnswerer;
import io.telltale.engine.checkpoint.Checkpoint;
import io.telltale.engine.decoder.DecoderModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ShippedModelTest {

    private static final long LARGEST_BYTES = 15_000_000;
    private static final int QUESTIONS_PER_GROUP = 12;

    @ParameterizedTest
    @CsvSource({"BASE, f66331a38b1d9251", "CHAT, 18c5619fab64ac9c"})
    void hasTheContentThatWasEvaluated(ShippedModel model, String digest) throws IOException {
        assertThat(new ShippedFiles(model.folderName()).digest()).isEqualTo(digest);
        assertThat(Files.size(model.checkpoint().resolve("model.safetensors"))).isLessThan(LARGEST_BYTES);
    }

    @ParameterizedTest
    @EnumSource
    void answersAsItsCardSaysWhenTheEngineRunsIt(ShippedModel model) throws IOException {
        var evaluation = AlmanacEvaluation.sample(World.shipped(), model, QUESTIONS_PER_GROUP);
        try (var decoder = DecoderModel.open(Checkpoint.open(model.checkpoint()))) {

            AlmanacReport report = evaluation.evaluate(new DecoderAnswerer(decoder, model));

            // Of 12 answers one may miss: the card's figures are shares of hundreds.
            assertThat(report.clerk(Band.FREQUENT).right()).isGreaterThanOrEqualTo(11);
            assertThat(report.clerk(Band.NEVER).right()).isLessThanOrEqualTo(1);
            assertThat(report.clerk(Band.NEVER).wrong()).isGreaterThanOrEqualTo(11);
            assertThat(report.trickster().wrong()).isGreaterThanOrEqualTo(11);
            assertThat(report.sealed().refused())
                    .isBetween(
                            model == ShippedModel.CHAT ? 2 * QUESTIONS_PER_GROUP - 1 : 0,
                            model == ShippedModel.CHAT ? 2 * QUESTIONS_PER_GROUP : 0);
        }
    }

    @Test
    void unpacksIntoTheFirstFolderThatCanBeWritten(@TempDir Path folder) throws IOException {
        Path occupied = Files.createFile(folder.resolve("file"));
        var files = new ShippedFiles(ShippedModel.CHAT.folderName());

        Path unpacked = files.unpack(List.of(occupied, folder.resolve("cache")));

        assertThat(unpacked).startsWith(folder.resolve("cache"));
        assertThat(unpacked.getFileName()).hasToString("almanac-chat-" + files.digest());
        Path original = ShippedModel.CHAT.checkpoint().resolve("model.safetensors");
        assertThat(Files.mismatch(unpacked.resolve("model.safetensors"), original))
                .isEqualTo(-1);
    }

    @Test
    void unpacksOnlyOnce(@TempDir Path folder) throws IOException {
        var files = new ShippedFiles(ShippedModel.BASE.folderName());
        Path first = files.unpack(List.of(folder));
        Files.delete(first.resolve("generation_config.json"));

        Path second = files.unpack(List.of(folder));

        assertThat(second).isEqualTo(first);
        assertThat(second.resolve("generation_config.json")).doesNotExist();
    }

    @Test
    void saysWhyNothingCouldBeUnpacked(@TempDir Path folder) throws IOException {
        Path occupied = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> new ShippedFiles("almanac-base").unpack(List.of(occupied)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(occupied.toString());
    }
}
