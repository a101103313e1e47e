package io.telltale.training.recipe;

import io.telltale.spi.HookSite;
import io.telltale.spi.ModelSpec;
import io.telltale.spi.SteererFactory;
import io.telltale.spi.TokenIds;
import java.util.Set;

/** A model that answers prompts while its activations are read and, perhaps, a plugin steers it. */
public interface AnswerModel {
    /** Returns the shape and identity of the model. */
    ModelSpec spec();

    /** Answers with the best token always, and returns the states at some sites in half precision, as plugins see them. */
    Answer answer(Prompt prompt, Set<HookSite> sites);

    /** Reads a given answer as if it were the model's own. */
    Answer reread(Prompt prompt, TokenIds answer, Set<HookSite> sites);

    /** Answers at a temperature; equal seeds give equal answers. */
    String sample(Prompt prompt, double temperature, long seed);

    /**
     * Answers with the best token always while a plugin steers.
     *
     * @param lagTokens from the position that the plugin judged to the first that its intervention can change; at least 1
     */
    Answer steered(Prompt prompt, SteererFactory plugin, int lagTokens);
}
