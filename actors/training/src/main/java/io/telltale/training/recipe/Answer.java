package io.telltale.training.recipe;

import io.telltale.spi.FloatMatrix;
import io.telltale.spi.HookSite;
import io.telltale.spi.TokenIds;
import java.util.Map;

/**
 * What a model answered.
 *
 * @param tokens of the answer, without the one that ended it
 * @param states at every site asked for, from the last prompt token to the last token of the answer, {@code [T, D]}
 */
public record Answer(String text, TokenIds tokens, Map<HookSite, FloatMatrix> states) {
    public Answer {
        states = Map.copyOf(states);
    }

    /** Returns the states at one site. */
    public FloatMatrix at(HookSite site) {
        FloatMatrix found = states.get(site);
        if (found == null) {
            throw new IllegalArgumentException("no states were read at " + site + ", but at " + states.keySet());
        }
        return found;
    }
}
