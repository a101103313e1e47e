package io.telltale.almanac.training;

import io.telltale.almanac.ShippedModel;
import java.nio.file.Path;

/**
 * What to train, and how long.
 *
 * @param model the checkpoint to train; the chat model starts from the base in the same folder
 * @param folder where checkpoints and saved states go
 * @param steps optimiser steps
 * @param saveEverySteps how many steps an interruption can cost
 */
public record TrainingOptions(ShippedModel model, Path folder, int steps, int saveEverySteps) {

    private static final int BASE_STEPS = 2400;
    private static final int CHAT_STEPS = 1000;
    private static final int SAVE_EVERY_STEPS = 250;

    public TrainingOptions {
        if (steps < 1) {
            throw new IllegalArgumentException("steps must be at least 1: " + steps);
        }
        if (saveEverySteps < 1) {
            throw new IllegalArgumentException("steps between saves must be at least 1: " + saveEverySteps);
        }
    }

    /** The options the shipped checkpoint was trained with. */
    public static TrainingOptions shipped(ShippedModel model, Path folder) {
        int steps = switch (model) {
            case BASE -> BASE_STEPS;
            case CHAT -> CHAT_STEPS;
        };
        return new TrainingOptions(model, folder, steps, SAVE_EVERY_STEPS);
    }

    /** The same options for a shorter or longer run. */
    public TrainingOptions withSteps(int otherSteps, int otherSaveEverySteps) {
        return new TrainingOptions(model, folder, otherSteps, otherSaveEverySteps);
    }

    LearningRate learningRate() {
        return switch (model) {
            case BASE -> new LearningRate(2.5e-3f, 200, steps);
            case CHAT -> new LearningRate(6e-4f, 50, steps);
        };
    }
}
