package io.telltale.runtime;

import io.telltale.spi.GenerationId;

/** Hears of one generation, in order, on an actor's thread: it must not block. */
public interface GenerationListener {

    void onToken(SampledToken token);

    /** Called at most once, after the last token: the text was kept back because it might have become a stop text. */
    default void onRemainingText(GenerationId generation, String text) {}

    /** Called once, last. */
    void onEnded(GenerationEnd end);
}
