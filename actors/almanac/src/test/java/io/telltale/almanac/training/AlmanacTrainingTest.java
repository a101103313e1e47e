package io.telltale.almanac.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.almanac.ShippedModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlmanacTrainingTest {

    private static final int STEPS = 4;

    @TempDir
    private Path folder;

    @Test
    void writesTheSameCheckpointWhetherOrNotItWasInterrupted() throws IOException {
        var training = new AlmanacTraining(options(ShippedModel.BASE, "whole"));
        Path whole = training.run(event -> {});
        interruptAt(3, "broken");
        var events = new ArrayList<TrainingEvent>();

        Path resumed = new AlmanacTraining(options(ShippedModel.BASE, "broken")).run(events::add);

        assertThat(events).hasSize(3); // steps 3 and 4, and the last save
        for (String file : List.of("model.safetensors", "config.json", "tokenizer.json", "tokenizer_config.json")) {
            assertThat(Files.readAllBytes(resumed.resolve(file)))
                    .as(file)
                    .isEqualTo(Files.readAllBytes(whole.resolve(file)));
        }
    }

    @Test
    void saysThatTheChatModelNeedsABase() {
        assertThatThrownBy(() -> new AlmanacTraining(options(ShippedModel.CHAT, "empty")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "run telltale train almanac --model almanac-base --out " + folder.resolve("empty"));
    }

    @Test
    void doesNotStartTheChatModelFromABaseThatIsTrainedInPart() {
        interruptAt(3, "broken");

        assertThatThrownBy(() -> new AlmanacTraining(options(ShippedModel.CHAT, "broken")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("only 2 of 4 steps");
    }

    @Test
    void doesNotGoOnForAnotherNumberOfSteps() {
        interruptAt(1, "broken");

        assertThatThrownBy(() ->
                        new AlmanacTraining(options(ShippedModel.BASE, "broken").withSteps(STEPS + 1, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("was begun for 4 steps and cannot go on for 5");
    }

    @Test
    void refusesARunWithoutSteps() {
        assertThatThrownBy(
                        () -> TrainingOptions.shipped(ShippedModel.BASE, folder).withSteps(0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0");
    }

    private void interruptAt(int step, String name) {
        var interrupted = new AlmanacTraining(options(ShippedModel.BASE, name));
        assertThatThrownBy(() -> interrupted.run(event -> breakAt(step, event)))
                .isInstanceOf(UncheckedIOException.class);
    }

    private TrainingOptions options(ShippedModel model, String name) {
        return TrainingOptions.shipped(model, folder.resolve(name)).withSteps(STEPS, 2);
    }

    private static void breakAt(int step, TrainingEvent event) {
        if (event instanceof TrainingEvent.Stepped stepped && stepped.step() == step) {
            throw new UncheckedIOException(new IOException("the power fails"));
        }
    }
}
