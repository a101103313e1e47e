package io.telltale.almanac.training;

/**
 * A linear warm-up followed by half a cosine down to a twentieth of the peak.
 *
 * @param peak the highest rate
 * @param warmupSteps steps until the peak
 * @param totalSteps steps until the end
 */
record LearningRate(float peak, int warmupSteps, int totalSteps) {

    private static final float FLOOR = 0.05f;

    /** The rate of a step counted from 0. */
    float at(int step) {
        if (step < warmupSteps) {
            return peak * (step + 1) / warmupSteps;
        }
        double progress = Math.min(1, (step - warmupSteps) / (double) Math.max(1, totalSteps - warmupSteps));
        return (float) (peak * (FLOOR + (1 - FLOOR) * 0.5 * (1 + Math.cos(Math.PI * progress))));
    }
}
