package io.telltale.spi;

import java.util.List;

/**
 * Watches one sequence. All calls come from one thread at a time, in the order of event numbers, each event once (D-2, D-3);
 * the state of a detector is its own.
 */
@FunctionalInterface
public interface Detector {

    /**
     * Judges one step. Blocking for longer than the configured deadline counts as hanging (D-5).
     *
     * @throws PluginException or any runtime exception if it cannot; the sequence is then lost to this plugin, the answer not (D-4)
     */
    List<Verdict> onActivations(Activations activations) throws PluginException;

    /**
     * Judges the sequence as a whole, after its last step; not called again (D-6).
     *
     * @throws PluginException as above
     */
    default List<Verdict> onSequenceEnded() throws PluginException {
        return List.of();
    }
}
