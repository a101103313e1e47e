package io.telltale.almanac.training;

import io.telltale.almanac.ShippedModel;
import io.telltale.almanac.World;
import java.nio.file.Path;

/**
 * What to train, and how long.
 *
 * @param model the checkpoint to train; the chat model starts from the base in the same folder
 * @param seed the seed of world, corpus and first weights
 * @param folder where checkpoints and saved states go
 * @param steps optimiser steps
 */
public record TrainingOptions(ShippedModel model, long seed, Path folder, int steps, Precision precision) {

    private static final int BASE_STEPS = 4800;
    private static final int CHAT_STEPS = 1200;

    public TrainingOptions {
        if (steps < 1) {
            throw new IllegalArgumentException("steps must be at least 1: " + steps);
        }
    }

    /** The options the shipped checkpoint was trained with. */
    public static TrainingOptions shipped(ShippedModel model, Path folder) {
        int steps = model == ShippedModel.BASE ? BASE_STEPS : CHAT_STEPS;
        return new TrainingOptions(model, World.SHIPPED_SEED, folder, steps, Precision.BFLOAT16);
    }

    /** The same options for another world. */
    public TrainingOptions withSeed(long otherSeed) {
        return new TrainingOptions(model, otherSeed, folder, steps, precision);
    }

    /** The same options for another number of steps. */
    public TrainingOptions withSteps(int otherSteps) {
        return new TrainingOptions(model, seed, folder, otherSteps, precision);
    }

    LearningRate learningRate() {
        return switch (model) {
            case BASE -> new LearningRate(2.5e-3f, 200, steps);
            case CHAT -> new LearningRate(1e-3f, 50, steps);
        };
    }
}
