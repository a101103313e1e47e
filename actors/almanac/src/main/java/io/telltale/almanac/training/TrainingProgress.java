package io.telltale.almanac.training;

/**
 * Where a training run stands after a step.
 *
 * @param step steps taken so far, those of an earlier run included
 * @param tokens tokens of this step, filling included
 * @param loss mean loss of the step's batch, in nats
 */
public record TrainingProgress(int step, int totalSteps, int tokens, float loss) {}
