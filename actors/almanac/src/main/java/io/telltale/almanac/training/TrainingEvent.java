package io.telltale.almanac.training;

import io.telltale.almanac.evaluation.AlmanacReport;

/** What a training run tells its listener. */
public sealed interface TrainingEvent {

    /**
     * A step was taken.
     *
     * @param step steps taken so far, those of an earlier run included
     * @param tokens tokens of this step's batch, filling included
     * @param loss weighted mean loss of the batch before the step, in nats
     */
    record Stepped(int step, int totalSteps, int tokens, float loss) implements TrainingEvent {}

    /** The state was saved and a sample of held-out questions answered. */
    record Saved(int step, AlmanacReport sample) implements TrainingEvent {}
}
