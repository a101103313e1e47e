package io.telltale.engine.decoder;

import io.telltale.engine.sampling.Logits;

/** Hears of every new token as soon as it is chosen, on the thread that generates. */
@FunctionalInterface
public interface TokenListener {

    /** Hears nothing. */
    TokenListener SILENT = (id, text) -> {};

    /** A token was chosen by these scores, which are the model's own; comes before {@link #onToken}. */
    default void onChoice(int id, Logits logits) {}

    /**
     * A token was chosen.
     *
     * @param text what can be shown now; empty while a character or a possible stop string is incomplete
     */
    void onToken(int id, String text);

    /** The generation is over; {@code text} is what was still kept back, perhaps empty. */
    default void onEnd(String text) {}
}
