package io.telltale.spi;

/** Watches one sequence and changes the rest of it; called as a {@link Detector} is (S-2). */
@FunctionalInterface
public interface Steerer {

    /**
     * Judges one step and proposes interventions, which hold from the next position at the earliest (S-3).
     *
     * @throws PluginException or any runtime exception if it cannot (S-4)
     */
    Steering onActivations(Activations activations) throws PluginException;

    /**
     * Judges the sequence as a whole, after its last step; interventions are ignored here (S-5).
     *
     * @throws PluginException as above
     */
    default Steering onSequenceEnded() throws PluginException {
        return Steering.NONE;
    }
}
