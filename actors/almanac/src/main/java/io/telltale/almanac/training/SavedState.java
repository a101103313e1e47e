package io.telltale.almanac.training;

import io.telltale.engine.safetensors.SafetensorsFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a run needs to go on after an interruption, in a file, and how long the run is to be. */
final class SavedState {

    private static final String PLANNED_STEPS = "training.steps";

    private final Path file;

    SavedState(Path file) {
        this.file = file;
    }

    boolean exists() {
        return Files.exists(file);
    }

    int plannedSteps() {
        return number(PLANNED_STEPS);
    }

    int stepsTaken() {
        return number(AdamTrainer.STEPS);
    }

    void write(AdamTrainer trainer, int plannedSteps) {
        NamedTensors state = trainer.state();
        state.put(PLANNED_STEPS, List.of(1L), new float[] {plannedSteps});
        state.write(file);
    }

    void restore(AdamTrainer trainer) {
        trainer.restore(NamedTensors.read(file));
    }

    private int number(String name) {
        return (int) SafetensorsFile.open(file).read(name).at(0, 0);
    }
}
