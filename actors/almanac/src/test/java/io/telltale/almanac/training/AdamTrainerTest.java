package io.telltale.almanac.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AdamTrainerTest {

    private static final LlamaShape SHAPE = new LlamaShape(20, 8, 2, 2, 12, 16);
    private static final float RATE = 0.01f;

    @Test
    void computesTheGradientThatFiniteDifferencesShow() {
        try (var llama = new Llama(SHAPE, 1)) {
            var trainer = new AdamTrainer(llama, Precision.FLOAT32);
            TokenBatch batch = batch(5);
            amplify(llama);

            NamedTensors gradients = trainer.gradients(batch);

            for (String name : SHAPE.parameters().keySet()) {
                int cell = steepest(gradients.values(name));
                double expected = slope(llama, batch, name, cell);
                // The loss is about 3 in float32, so a difference quotient over 2e-2 is uncertain by some 1e-4.
                assertThat((double) gradients.values(name)[cell]).as(name).isCloseTo(expected, within(2e-3));
                assertThat(Math.abs(expected)).as(name).isGreaterThan(2e-3);
            }
        }
    }

    @Test
    void ignoresTargetsOfWeightZero() {
        try (var llama = new Llama(SHAPE, 1)) {
            var trainer = new AdamTrainer(llama, Precision.FLOAT32);
            var one = new TokenBatch(1, 2);
            one.set(0, 3, 4, 1);
            one.set(1, 4, 5, 0);
            var other = new TokenBatch(1, 2);
            other.set(0, 3, 4, 1);
            other.set(1, 4, 9, 0);

            assertThat(trainer.gradients(one).values("model.norm.weight"))
                    .isEqualTo(trainer.gradients(other).values("model.norm.weight"));
        }
    }

    @Test
    void lowersTheLossOfABatchItSeesAgain() {
        try (var llama = new Llama(SHAPE, 2)) {
            var trainer = new AdamTrainer(llama, Precision.BFLOAT16);
            var losses = new ArrayList<Float>();

            for (int step = 0; step < 60; step++) {
                losses.add(trainer.step(batch(7), RATE));
            }

            assertThat(losses.getFirst()).isCloseTo((float) Math.log(20), within(0.1f));
            assertThat(losses.getLast()).isLessThan(losses.getFirst() / 2);
        }
    }

    @Test
    void goesOnFromASavedStateAsIfItHadNeverStopped() {
        float[] uninterrupted = train(List.of(1, 2, 3, 4), 4);

        float[] resumed = train(List.of(1, 2, 3, 4), 2);

        assertThat(resumed).isEqualTo(uninterrupted);
    }

    @Test
    void decodesWithItsCacheWhatItDecodesAfresh() {
        try (var llama = new Llama(SHAPE, 3)) {
            amplify(llama);
            long[][] prompts = {{1, 2, 3}, {4, 5, 6}};

            long[][] atOnce = llama.continueGreedily(prompts, 4);

            for (int row = 0; row < prompts.length; row++) {
                var known = new ArrayList<Long>(List.of(prompts[row][0], prompts[row][1], prompts[row][2]));
                for (long token : atOnce[row]) {
                    long[][] prefix = {known.stream().mapToLong(Long::longValue).toArray()};
                    assertThat(llama.continueGreedily(prefix, 1)[0][0]).isEqualTo(token);
                    known.add(token);
                }
            }
        }
    }

    /** Trains on the batches in order, moving to a new trainer after some of them; returns the embedding. */
    private static float[] train(List<Integer> batches, int moveAfter) {
        NamedTensors state;
        try (var llama = new Llama(SHAPE, 4)) {
            var trainer = new AdamTrainer(llama, Precision.FLOAT32);
            batches.subList(0, moveAfter).forEach(seed -> trainer.step(batch(seed), RATE));
            state = trainer.state();
        }
        try (var llama = new Llama(SHAPE, 5)) {
            var trainer = new AdamTrainer(llama, Precision.FLOAT32);
            trainer.restore(state);
            assertThat(trainer.stepsTaken()).isEqualTo(moveAfter);
            batches.subList(moveAfter, batches.size()).forEach(seed -> trainer.step(batch(seed), RATE));
            return llama.export().values("model.embed_tokens.weight");
        }
    }

    /** Larger weights than the first ones, so that every part of the model matters to the loss. */
    private static void amplify(Llama llama) {
        var weights = new NamedTensors();
        var random = new Random(9);
        SHAPE.parameters().forEach((name, dimensions) -> {
            float[] values = llama.export().values(name);
            for (int i = 0; i < values.length; i++) {
                values[i] = dimensions.length == 1 ? 1 : (float) random.nextGaussian() * 0.5f;
            }
            weights.put(name, Arrays.stream(dimensions).boxed().toList(), values);
        });
        llama.take("", llama.weights(), weights);
    }

    private static double slope(Llama llama, TokenBatch batch, String name, int cell) {
        double half = 1e-2;
        return (lossWith(llama, batch, name, cell, half) - lossWith(llama, batch, name, cell, -half)) / (2 * half);
    }

    /** The loss with one weight changed; the weight is put back. */
    private static double lossWith(Llama llama, TokenBatch batch, String name, int cell, double change) {
        int index = List.copyOf(SHAPE.parameters().keySet()).indexOf(name);
        float[] before = llama.export().values(name);
        float[] changed = before.clone();
        changed[cell] += (float) change;
        llama.weights().get(index).set(changed);
        double loss = new AdamTrainer(llama, Precision.FLOAT32).step(batch, 0);
        llama.weights().get(index).set(before);
        return loss;
    }

    private static int steepest(float[] gradient) {
        int steepest = 0;
        for (int i = 1; i < gradient.length; i++) {
            if (Math.abs(gradient[i]) > Math.abs(gradient[steepest])) {
                steepest = i;
            }
        }
        return steepest;
    }

    private static TokenBatch batch(long seed) {
        var random = new Random(seed);
        var batch = new TokenBatch(3, 10);
        for (int cell = 0; cell < batch.size(); cell++) {
            batch.set(cell, random.nextInt(20), random.nextInt(20), 1 + random.nextFloat());
        }
        return batch;
    }
}
