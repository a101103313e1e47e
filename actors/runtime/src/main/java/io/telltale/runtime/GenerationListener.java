package io.telltale.runtime;

/** Hears of one generation, in order, on an actor's thread: it must not block. */
public interface GenerationListener {

    void onToken(SampledToken token);

    /** Called once, last. */
    void onEnded(GenerationEnd end);
}
