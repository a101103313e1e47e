package io.telltale.almanac.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.List;

/**
 * Trains a Llama: one native call runs forward, backward, clipping and Adam. Its state lives and is freed with the
 * model.
 */
final class AdamTrainer {

    /** Under this name the state has the number of steps taken. */
    static final String STEPS = "adam.steps";

    private static final float GRADIENT_CLIP = 1f;
    private static final String FIRST_MOMENT = "adam.first.";
    private static final String SECOND_MOMENT = "adam.second.";

    private final Llama model;
    private final Precision precision;
    private final List<NDArray> firstMoments = new ArrayList<>();
    private final List<NDArray> secondMoments = new ArrayList<>();
    private final List<NDArray> steps = new ArrayList<>(); // [] each: Adam wants one counter per parameter

    AdamTrainer(Llama model, Precision precision) {
        this.model = model;
        this.precision = precision;
        for (NDArray weight : model.weights()) {
            firstMoments.add(model.manager().zeros(weight.getShape(), DataType.FLOAT32));
            secondMoments.add(model.manager().zeros(weight.getShape(), DataType.FLOAT32));
            steps.add(model.manager().create(0f));
        }
    }

    /**
     * Takes one step.
     *
     * @return the weighted mean loss of the batch before the step, in nats
     */
    float step(TokenBatch batch, float learningRate) {
        try (var call = new GradientCall(model, "train")) {
            call.batch(batch).list("weights", model.weights());
            call.list("first", firstMoments).list("second", secondMoments).list("steps", steps);
            call.rotary().numbers(learningRate, GRADIENT_CLIP, precision.torchCode());
            return call.run().singletonOrThrow().toFloatArray()[0];
        }
    }

    /** The gradient of the batch's loss by parameter name, unclipped; changes nothing. */
    NamedTensors gradients(TokenBatch batch) {
        try (var call = new GradientCall(model, "gradients")) {
            call.batch(batch).list("weights", model.weights()).rotary().numbers(precision.torchCode());
            var gradients = new NamedTensors();
            model.export("", call.run(), gradients);
            return gradients;
        }
    }

    int stepsTaken() {
        return (int) steps.get(0).toFloatArray()[0];
    }

    /** Copies out everything that training needs to go on. */
    NamedTensors state() {
        var state = new NamedTensors();
        model.export("", model.weights(), state);
        model.export(FIRST_MOMENT, firstMoments, state);
        model.export(SECOND_MOMENT, secondMoments, state);
        state.put(STEPS, List.of(1L), steps.get(0).toFloatArray());
        return state;
    }

    /** Goes back to an earlier {@link #state()}. */
    void restore(NamedTensors state) {
        model.take("", model.weights(), state);
        model.take(FIRST_MOMENT, firstMoments, state);
        model.take(SECOND_MOMENT, secondMoments, state);
        float taken = state.values(STEPS)[0];
        steps.forEach(step -> step.set(new float[] {taken}));
    }
}
